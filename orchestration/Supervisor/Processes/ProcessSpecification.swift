/// What a process is started with.
package struct ProcessSpecification: Sendable {
    package var executable: String
    package var arguments: [String]
    package var environment: [String: String]
    package var directory: String
    /// Both its output and its errors go there, appended.
    package var logFile: String
    /// Descriptors that it gets as 3, 4 … (sd_listen_fds(3)).
    package var descriptors: [Int32]

    package init(
        executable: String, arguments: [String], environment: [String: String], directory: String, logFile: String,
        descriptors: [Int32] = []
    ) {
        self.executable = executable
        self.arguments = arguments
        self.environment = environment
        self.directory = directory
        self.logFile = logFile
        self.descriptors = descriptors
    }
}
