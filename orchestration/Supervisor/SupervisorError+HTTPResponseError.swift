package import MeshCore
import MeshRuntime

extension SupervisorError: ProblemConvertible {
    /// The one mapping of the supervisor's errors to HTTP.
    package var problem: Problem {
        switch self {
        case .unknownService, .unknownInstance:
            .notFound(description)
        case .busy:
            .conflict(description)
        case .tooManyInstances, .noExecutable:
            .badRequest(description)
        case .shuttingDown, .publicAddressTaken, .temporaryFolderTaken, .tooManyWatchers, .identityUnreachable,
            .alreadyRunning:
            .unavailable(description)
        case .tokenRefused(let problem):
            problem
        }
    }
}
