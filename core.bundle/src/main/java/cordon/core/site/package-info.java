/**
 * What a site demands of confinement: {@code <root>/site.yaml}.
 */
package cordon.core.site;
