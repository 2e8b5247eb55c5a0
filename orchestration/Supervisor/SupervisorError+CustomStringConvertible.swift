import MeshCore

extension SupervisorError: CustomStringConvertible {
    /// For people at a terminal: what is wrong, and what to do about it.
    package var description: String {
        switch self {
        case .unknownService(let name, let known):
            "there is no service '\(name)'; there are \(known.joined(separator: ", "))"
        case .unknownInstance(let name, let service, let known):
            "\(service) has no instance '\(name)'; it has \(known.isEmpty ? "none" : known.joined(separator: ", "))"
        case .busy(let service, let operation):
            "\(service) is busy with another operation (\(operation)); try again when it has ended"
        case .shuttingDown: "the mesh is shutting down"
        case .tooManyInstances(let count, let limit):
            "\(count) instances are more than the \(limit) that a service may have"
        case .noExecutable(let service, let path): "the executable of \(service) cannot be run: \(path)"
        case .publicAddressTaken(let host, let port):
            "\(host):\(port) is taken by another program; choose another port with --port N or ORRERY_PORT"
        case .temporaryFolderTaken(let path): "\(path) is not a private folder of this user"
        case .tooManyWatchers(let limit): "\(limit) processes watch the endpoint table already"
        case .tokenRefused(let problem): "identity made no token: \(problem.detail ?? problem.title)"
        case .identityUnreachable(let cause): "identity cannot be reached: \(cause)"
        case .alreadyRunning(let folder): "a supervisor works on \(folder) already"
        }
    }
}
