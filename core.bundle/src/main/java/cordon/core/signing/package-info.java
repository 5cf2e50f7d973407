/**
 * Who signed a bundle from outside the distribution, and whom the site trusts. Jar signatures as the JDK makes and checks them.
 */
package cordon.core.signing;
