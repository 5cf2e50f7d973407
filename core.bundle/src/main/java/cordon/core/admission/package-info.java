/**
 * Who may have what: the rules of interfaces and of the site, applied to plugs, slots and connections. Pure.
 */
package cordon.core.admission;
