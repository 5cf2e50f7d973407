/**
 * What an interface from outside the distribution may grant by itself: a ceiling that the site sets, approvals that an administrator
 * gives, and what is refused whoever approves.
 */
package cordon.core.trust;
