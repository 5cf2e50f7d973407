/**
 * What is true at one moment, and the changes that lead from one such moment to the next: operations of people, bundles that come
 * and go.
 */
package cordon.core.manage;
