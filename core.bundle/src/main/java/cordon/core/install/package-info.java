/**
 * Packages and their data on disk: checked, copied where nobody but root can change them, mounted, withdrawn.
 */
package cordon.core.install;
