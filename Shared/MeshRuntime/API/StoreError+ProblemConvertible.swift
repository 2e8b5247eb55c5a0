package import HTTPTypes
package import MeshCore
package import MeshStore

/// What the outside is told when the store fails, for every service alike.
extension StoreError: ProblemConvertible {
    package var problem: Problem {
        switch self {
        case .full:
            .insufficientStorage("There is no space left to keep this.")
        case .busy, .overloaded, .logTooLarge:
            .unavailable("The store is busy; try again.", code: "store_busy")
        case .closed, .leaseLost:
            .unavailable("This instance is giving up its work; try again.", code: "instance_stopping")
        case .corrupt, .readOnly, .cannotOpen, .newerSchema, .changedMigration, .migrationFailed, .unsafeSetting,
            .inputOutput:
            .unavailable("The store cannot be used now.", code: "store_unavailable")
        }
    }

    package var problemHeaders: HTTPFields {
        problem.status == 503 ? [.retryAfter: "1"] : [:]
    }

    package var cause: (any Error)? { self }
}
