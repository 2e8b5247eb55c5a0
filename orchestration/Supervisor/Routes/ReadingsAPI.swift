import Hummingbird
import Logging
import MeshCore
import MeshRuntime
import MeshTransport

/// What services of the mesh may ask the supervisor: what it has measured. Nothing can be changed here.
struct ReadingsAPI: Sendable {
    let supervisor: MeshSupervisor

    /// What the server calls for each request.
    func acceptor(logger: Logger) -> ExchangeAcceptor {
        var api = API(title: "Orrery readings", version: "1")
        api.on(
            .get, "/internal/readings",
            Operation(
                id: "getReadings", summary: "What is measured of the mesh and its machine", tag: "mesh",
                access: .mesh("orchestrator"), responses: [.ok(MeshReadings.self)])
        ) { [supervisor] _, _ in
            try .json(await supervisor.readings())
        }
        let responder = api.responder(environment: RequestEnvironment())
        return TaskAcceptor(
            ControlRequestHandler(responder: responder, tracer: MeshTracer(sampling: 0, logger: logger), logger: logger)
        ).acceptor
    }
}
