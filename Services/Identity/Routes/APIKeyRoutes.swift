import HTTPTypes
import IdentityAPI
import MeshCore
import MeshRuntime

/// API keys over HTTP. Only a session manages keys: a narrow key must not make a wide one.
struct APIKeyRoutes: Sendable {
    let keys: KeyKeeper
    let sources: SourceReader
    let answers: AnswerKeeper

    func add(to api: inout API) {
        api.on(
            .post, "/v1/api-keys",
            Operation(
                id: "createAPIKey", summary: "Make an API key", tag: "API keys", access: .user,
                request: .json(CreateAPIKey.self), responses: [.created(CreatedAPIKey.self)],
                problems: [403, 409], idempotency: .accepted)
        ) { [self] input, context in
            let caller = try context.caller()
            _ = try caller.requireSession()
            let reply = OneReply<CreatedAPIKey> { key in
                var headers = HTTPFields.notStored
                headers[.location] = "/v1/api-keys/\(key.id)"
                return try .json(key, status: .created, headers: headers)
            }
            let key = try await keys.create(
                input.body, for: caller.account, from: sources.source(of: input.head, context),
                keeping: answers.maker(input.claim, reply))
            return try reply(key)
        }
        api.on(
            .get, "/v1/api-keys",
            Operation(
                id: "listAPIKeys", summary: "The API keys of the caller", tag: "API keys", access: .user,
                responses: [.ok(APIKeyList.self)])
        ) { [keys] _, context in
            try .json(try await keys.list(of: try context.caller().account), headers: .notStored)
        }
        api.on(
            .delete, "/v1/api-keys/{id}",
            Operation(
                id: "deleteAPIKey", summary: "Delete an API key", tag: "API keys", access: .user,
                parameters: [.path("id", .id(APIKey.ID.self), "The key")], responses: [.noContent("Deleted.")],
                problems: [403, 404])
        ) { [self] input, context in
            let caller = try context.caller()
            _ = try caller.requireSession()
            try await keys.delete(try input.id("id"), of: caller.account, from: sources.source(of: input.head, context))
            return .empty()
        }
    }
}
