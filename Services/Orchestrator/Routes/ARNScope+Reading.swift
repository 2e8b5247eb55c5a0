extension ARNScope {
    /// - Throws: ``OrchestratorError/invalidARN(_:)`` when it is the name of something else.
    /// - Returns: Nil when it stands in another account.
    func stateMachine(_ arn: String) throws -> String? {
        switch try resource(of: arn) {
        case .stateMachine(let name)?: return name
        case nil: return nil
        case let other?: throw Self.misplaced(other)
        }
    }

    /// An execution's machine, label and name.
    func execution(_ arn: String) throws -> (machine: String, label: String?, name: String)? {
        switch try resource(of: arn) {
        case .execution(let machine, let label, let name)?: return (machine, label, name)
        case nil: return nil
        case let other?: throw Self.misplaced(other)
        }
    }

    func activity(_ arn: String) throws -> String? {
        switch try resource(of: arn) {
        case .activity(let name)?: return name
        case nil: return nil
        case let other?: throw Self.misplaced(other)
        }
    }

    func version(_ arn: String) throws -> (machine: String, number: Int64)? {
        switch try resource(of: arn) {
        case .version(let machine, let number)?: return (machine, number)
        case nil: return nil
        case let other?: throw Self.misplaced(other)
        }
    }

    func alias(_ arn: String) throws -> (machine: String, name: String)? {
        switch try resource(of: arn) {
        case .alias(let machine, let name)?: return (machine, name)
        case nil: return nil
        case let other?: throw Self.misplaced(other)
        }
    }

    func mapRun(_ arn: String) throws -> (machine: String, label: String, id: String)? {
        switch try resource(of: arn) {
        case .mapRun(let machine, let label, let id)?: return (machine, label, id)
        case nil: return nil
        case let other?: throw Self.misplaced(other)
        }
    }

    private static func misplaced(_ resource: StatesResource) -> OrchestratorError {
        .invalidARN("Resource type not valid in this context: \(resource.kind)")
    }
}
