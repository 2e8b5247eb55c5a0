package import MeshCore

/// What the supervisor refuses, and what keeps it from working.
package enum SupervisorError: Error, Sendable, Equatable {
    case unknownService(String, known: [String])
    case unknownInstance(String, service: String, known: [String])
    case busy(service: String, with: String)
    case shuttingDown
    /// More than the manifest may declare.
    case tooManyInstances(Int, limit: Int)
    /// The executable of a service is not where it should be.
    case noExecutable(service: String, path: String)
    /// The public address is taken by somebody else.
    case publicAddressTaken(host: String, port: Int)
    case temporaryFolderTaken(String)
    case tooManyWatchers(limit: Int)
    /// Identity did not make the token.
    case tokenRefused(Problem)
    case identityUnreachable(String)
    /// Another supervisor works on the folder.
    case alreadyRunning(folder: String)
}
