/** Where denials are found: the kernel while it runs, and the logs that are kept. Lines come out of here; what they say is read elsewhere. */
package cordon.audit.source;
