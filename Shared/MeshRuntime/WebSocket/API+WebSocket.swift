import HTTPTypes
import Hummingbird
import MeshCore

extension API {
    /// Adds a WebSocket, to which a client listens (RFC 6455). The transport makes an extended CONNECT (RFC 8441) of the upgrade
    /// of HTTP/1.1, so both come to it, and through the gateway.
    ///
    /// The OpenAPI document, which knows no such operation, leaves it out.
    ///
    /// - Parameters:
    ///   - path: A template (`/v1/topics/{topic}/…`).
    ///   - id: A name in lowerCamelCase, unique in the mesh.
    ///   - summary: One line for people.
    ///   - open: Is called with validated input. What it throws is the answer in the place of a WebSocket; what it returns talks to
    ///     the client, until it returns why it has ended.
    package mutating func onWebSocket(
        _ path: String, id: String, summary: String, tag: String, access: Access, parameters: [Parameter],
        open:
            @escaping @Sendable (OperationInput<StreamedBody>, MeshRequestContext) async throws ->
            @concurrent @Sendable (inout WebSocketSender) async throws -> WebSocketCloseCode
    ) {
        let operation = Operation(
            id: id, summary: summary, tag: tag, access: access, parameters: parameters,
            request: RequestContent<StreamedBody>.stream([], limit: .max),
            responses: [.unspecified("The WebSocket is open.")])
        append(
            DeclaredRoute(method: .connect, template: path, operation: operation, isDocumented: false) {
                input, context in
                guard input.head.extendedConnectProtocol == "websocket" else {
                    throw Problem.methodNotAllowed("A CONNECT opens a WebSocket here, nothing else.")
                }
                let converse = try await open(input, context)
                let body = input.body
                return HTTPReply(
                    status: .ok,
                    body: ResponseBody { writer in
                        try await Self.talk(converse, listeningTo: body, through: writer)
                    })
            })
    }

    @concurrent private static func talk(
        _ converse: @escaping @concurrent @Sendable (inout WebSocketSender) async throws -> WebSocketCloseCode,
        listeningTo body: StreamedBody, through writer: any ResponseBodyWriter
    ) async throws {
        let inbox = WebSocketInbox()
        var sender = WebSocketSender(writer, inbox)
        try await sender.open()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await inbox.receive(from: body) }
            defer { group.cancelAll() }
            let code = try await converse(&sender)
            try await sender.close(code)
        }
    }
}
