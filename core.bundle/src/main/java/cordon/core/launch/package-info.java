/**
 * From a command and its caller to a running process: environment, directories, the plan, and who still runs.
 */
package cordon.core.launch;
