import HTTPTypes
import MeshCore
import MeshRuntime

/// What is set for events, and what became of those that could not be handled.
struct EventSettingsRoutes: Sendable {
    let store: FunctionsStore

    private static let path = "/2019-09-25/functions/{FunctionName}/event-invoke-config"

    func add(to routes: inout LambdaRoutes) {
        routes.on(.put, Self.path, "PutFunctionEventInvokeConfig") { try await set($0, isNew: true) }
        routes.on(.post, Self.path, "UpdateFunctionEventInvokeConfig") { try await set($0, isNew: false) }
        routes.on(.get, Self.path, "GetFunctionEventInvokeConfig") { input in
            let (name, qualifier) = try Self.named(input)
            return .lambda(tell(try await store.invokeSettings(of: name, qualifier), name, qualifier))
        }
        routes.on(.delete, Self.path, "DeleteFunctionEventInvokeConfig") { input in
            let (name, qualifier) = try Self.named(input)
            try await store.deleteInvokeSettings(of: name, qualifier)
            return .empty(.noContent)
        }
        routes.on(.get, "\(Self.path)/list", "ListFunctionEventInvokeConfigs") { input in
            let name = try input.function().name
            let page = Page(
                try await store.allInvokeSettings(of: name), after: input.query("Marker"),
                limit: try input.pageLimit()
            ) { $0.qualifier }
            let items = page.items.map { tell($0.settings, name, $0.qualifier) }
            return .lambda(DefinitionRoutes.list("FunctionEventInvokeConfigs", items, page.marker))
        }
        // Not AWS's: there a queue would have them.
        routes.on(.get, "/2015-03-31/functions/{FunctionName}/dead-letters", "ListDeadLetters") { input in
            let letters = try await store.deadLetters(of: try input.function().name, limit: try input.pageLimit(1000))
            return .lambda([
                "DeadLetters": .array(
                    letters.map { letter in
                        [
                            "RequestId": .string(letter.id), "At": letter.at.epochSeconds,
                            "Target": letter.target.map { .string($0) } ?? .null, "Record": .string(letter.content),
                        ]
                    })
            ])
        }
    }

    private static func named(_ input: LambdaInput) throws(FunctionsError) -> (name: String, qualifier: String) {
        let reference = try input.function()
        return (reference.name, reference.qualifier ?? FunctionVersion.latest)
    }

    private func set(_ input: LambdaInput, isNew: Bool) async throws -> HTTPReply {
        let (name, qualifier) = try Self.named(input)
        let document = try input.document()
        let settings = try await store.setInvokeSettings(of: name, qualifier, isNew: isNew) {
            try $0.update(from: document)
        }
        return .lambda(tell(settings, name, qualifier))
    }

    private func tell(_ settings: InvokeSettings, _ name: String, _ qualifier: String) -> JSONValue {
        var destinations: JSONObject = ["OnSuccess": [:], "OnFailure": [:]]
        if let target = settings.onSuccess { destinations["OnSuccess"] = ["Destination": .string(target)] }
        if let target = settings.onFailure { destinations["OnFailure"] = ["Destination": .string(target)] }
        var members: JSONObject = [
            "LastModified": settings.modifiedAt.epochSeconds,
            "FunctionArn": .string(store.names.arn(name, qualifier)),
            "DestinationConfig": .object(destinations),
        ]
        if let retries = settings.retries { members["MaximumRetryAttempts"] = .int(Int64(retries)) }
        if let age = settings.maximumAge { members["MaximumEventAgeInSeconds"] = .int(Int64(age)) }
        return .object(members)
    }
}
