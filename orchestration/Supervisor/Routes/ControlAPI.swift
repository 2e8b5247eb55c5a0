import HTTPTypes
import Hummingbird
import IdentityAPI
import Logging
import MeshCore
import MeshRuntime
import MeshTransport
import NIOCore

/// The control API, on a UNIX socket that only its owner may open: what the command line calls, and where every process of
/// the mesh gets the endpoint table from.
struct ControlAPI: Sendable {
    let supervisor: MeshSupervisor
    let broadcast: TableBroadcast
    let events: AsyncStream<SupervisorEvent>.Continuation

    static let lines = "application/x-ndjson"

    func api() -> API {
        var api = API(title: "Orrery control", version: "1")
        addStatus(to: &api)
        addEndpoints(to: &api)
        addOperations(to: &api)
        addTrials(to: &api)
        addTokens(to: &api)
        return api
    }

    private func addStatus(to api: inout API) {
        api.on(
            .get, "/v1/status",
            Operation(
                id: "getStatus", summary: "How the mesh is", tag: "mesh", access: .public,
                responses: [.ok(MeshStatus.self, "Every instance, and the supervisor.")])
        ) { _, _ in
            try .json(await supervisor.status())
        }
        api.on(
            .post, "/v1/shutdown",
            Operation(
                id: "shutDown", summary: "Take the mesh down", tag: "mesh", access: .public,
                responses: [.json(MeshStatus.self, status: .accepted, "It has begun.")])
        ) { _, _ in
            events.yield(.shutdownRequested)
            return try .json(await supervisor.status(), status: .accepted)
        }
    }

    private func addEndpoints(to api: inout API) {
        api.on(
            .get, "/v1/endpoints",
            Operation(
                id: "watchEndpoints", summary: "Where the instances of every service are", tag: "mesh", access: .public,
                parameters: [
                    .query(
                        "watch", .string(0...5),
                        "Whether the answer goes on with every change; `false` for the table as it is."),
                    .query("instance", .string(1...64), "Who watches, for the log."),
                ],
                responses: [
                    .content(Self.lines, "The table now, and with every change; a blank line every few seconds.")
                ])
        ) { input, context in
            if input.string("watch") == "false" { return try .json(broadcast.current) }
            let bell = try broadcast.watch()
            context.logger.debug("Watching", metadata: ["instance.id": "\(input.string("instance") ?? "")"])
            return Self.stream(EndpointLines(broadcast: broadcast, bell: bell))
        }
    }

    /// An answer that goes on as long as its lines do.
    private static func stream<Lines: AsyncSequence & Sendable>(_ parts: Lines) -> HTTPReply
    where Lines.Element == ByteBuffer {
        HTTPReply(status: .ok, headers: [.contentType: lines], body: ResponseBody(asyncSequence: parts))
    }

    private func addOperations(to api: inout API) {
        let service = Parameter.path("service", .string(1...32), "The service's name.")
        let progress = ResponseDeclaration.content(
            Self.lines, "The steps, as they happen; the last tells how it ended.")
        api.on(
            .post, "/v1/services/{service}/deploy",
            Operation(
                id: "deploy", summary: "Replace a service's instances by ones of another executable", tag: "services",
                access: .public, parameters: [service], request: .json(DeployRequest.self), responses: [progress],
                problems: [400, 404, 409])
        ) { input, _ in
            Self.follow(try await supervisor.deploy(input.string("service") ?? "", binary: input.body.binary))
        }
        api.on(
            .post, "/v1/services/{service}/restart",
            Operation(
                id: "restart", summary: "Replace a service's instances by ones of the same executable", tag: "services",
                access: .public, parameters: [service], responses: [progress], problems: [404, 409])
        ) { input, _ in
            Self.follow(try await supervisor.restart(input.string("service") ?? ""))
        }
        api.on(
            .post, "/v1/services/{service}/scale",
            Operation(
                id: "scale", summary: "Change how many instances a service has", tag: "services", access: .public,
                parameters: [service], request: .json(ScaleRequest.self), responses: [progress],
                problems: [400, 404, 409])
        ) { input, _ in
            Self.follow(try await supervisor.scale(input.string("service") ?? "", to: input.body.instances))
        }
    }

    /// An answer that goes on as long as the operation does. An operation goes on also when nobody listens.
    private static func follow(_ events: MeshSupervisor.OperationEvents) -> HTTPReply {
        stream(
            events.map { event in
                var line = try MeshJSON.encode(event)
                line.writeString("\n")
                return line
            })
    }

    private func addTrials(to api: inout API) {
        for trial in [Trial.kill, .pause, .resume] {
            api.on(
                .post, "/v1/services/{service}/\(trial.rawValue)",
                Operation(
                    id: trial.rawValue, summary: "Try a failure: \(trial.rawValue) instances", tag: "trials",
                    access: .public,
                    parameters: [.path("service", .string(1...32), "The service's name.")],
                    request: .json(TrialRequest.self), responses: [.ok(TrialReply.self, "Whom it met.")],
                    problems: [404])
            ) { input, _ in
                let met = try await supervisor.afflict(input.string("service") ?? "", input.body.instance, with: trial)
                return try .json(TrialReply(instances: met.map(\.text)))
            }
        }
    }

    private func addTokens(to api: inout API) {
        api.on(
            .post, "/v1/tokens",
            Operation(
                id: "issueToken", summary: "An access token for local use", tag: "tokens", access: .public,
                request: .json(IssueToken.self), responses: [.ok(IssuedToken.self, "The token.")], problems: [503])
        ) { input, _ in
            try .json(try await supervisor.issueToken(input.body))
        }
        api.on(
            .post, "/v1/aws-keys",
            Operation(
                id: "issueAWSKey", summary: "A key for AWS clients, for local use", tag: "tokens", access: .public,
                request: .json(IssueAWSKey.self), responses: [.ok(IssuedAWSKey.self, "The key.")], problems: [503])
        ) { input, _ in
            try .json(try await supervisor.issueAWSKey(input.body))
        }
    }
}
