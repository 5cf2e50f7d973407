/**
 * The OSGi extender of interfaces that are data: a bundle whose manifest has a {@code Cordon-Interface} header, the path of an
 * {@code interface.yaml} inside it, has that interface registered on its behalf for as long as it is started.
 */
package cordon.extender;
