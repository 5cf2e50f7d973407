/**
 * Hot deployment: a file that is put into {@code deploy/} below the state root becomes a bundle. Felix File Install says when the
 * folder changed; what a file means, and that a wrong one leaves the one before in force, is decided here.
 */
package cordon.deploy;
