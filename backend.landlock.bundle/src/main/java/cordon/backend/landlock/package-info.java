/**
 * The Landlock backend: file access by rulesets that are made once for an application and a user, and that each launch
 * restricts itself by. All that no rule allows is refused.
 *
 * <p>Landlock allows rights on a file, or on a directory and all beneath it (landlock(7)). What a policy says otherwise is made
 * stricter; {@link cordon.backend.landlock.LandlockEnforcement} says so for each rule.
 */
package cordon.backend.landlock;
