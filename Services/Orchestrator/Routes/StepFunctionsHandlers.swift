import MeshCore
import MeshRuntime
import StatesLanguage

/// The operations of the Step Functions API by their names.
///
/// The protocol, and who may call, are the routes' matter: tasks call operations from within by the same handlers.
struct StepFunctionsHandlers: OperationCalling {
    /// An operation: members in, members out.
    typealias Handler = @Sendable (AWSMembers) async throws -> JSONValue

    let handlers: [String: Handler]

    init(engine: WorkflowEngine, gate: DefinitionGate, pages: PageTokens, tester: StateTester) {
        let groups: [any OperationGroup] = [
            StateMachineOperations(engine: engine, gate: gate, pages: pages),
            VersionOperations(store: engine.store, pages: pages),
            AliasOperations(store: engine.store, pages: pages),
            ActivityOperations(engine: engine, pages: pages),
            ExecutionOperations(engine: engine, pages: pages),
            HistoryOperations(store: engine.store, pages: pages),
            MapRunOperations(engine: engine, pages: pages),
            TaskOperations(engine: engine),
            TagOperations(store: engine.store),
            TestingOperations(tester: tester, gate: gate),
        ]
        let all = groups.reduce(into: [String: Handler]()) { all, group in
            all.merge(group.handlers) { _, _ in preconditionFailure("an operation has two handlers") }
        }
        handlers = Dictionary(uniqueKeysWithValues: all.map { ($0.key, Self.checking($0.key, $0.value)) })
    }

    /// A handler that sees only requests whose members are within their bounds.
    private static func checking(_ name: String, _ handler: @escaping Handler) -> Handler {
        guard let check = RequestCheck(operation: name) else {
            preconditionFailure("the API has no operation \(name)")
        }
        return { members in
            do {
                try check.check(.object(members.object))
            } catch let fault as RequestFault {
                throw AWSError(fault.code, fault.message)
            }
            return try await handler(members)
        }
    }

    func call(_ operation: String, _ input: JSONObject) async throws -> JSONValue {
        guard let handler = handlers[operation] else {
            throw AWSError.unknownOperation("There is no operation \(operation).")
        }
        return try await handler(AWSMembers(input))
    }

    /// The operations as a service of AWS JSON.
    ///
    /// - Parameter access: Who may call them.
    func service(access: Access) -> AWSJSONService {
        // A definition of 1 MiB, whose text grows where quotes are escaped.
        var service = AWSJSONService(signingName: "states", target: "AWSStepFunctions", bodyLimit: 4 << 20)
        for (name, handler) in handlers {
            service.on(name, access: access) { call, _ in try await handler(call.members) }
        }
        return service
    }
}
