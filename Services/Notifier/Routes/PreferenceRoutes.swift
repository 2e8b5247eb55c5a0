import HTTPTypes
import MeshCore
import MeshRuntime
import NotifierAPI

/// What people want to be told, over HTTP: their own, and those of others for administrators.
struct PreferenceRoutes: Sendable {
    let store: NotifierStore

    private static let tag = "preferences"
    private static let path = "/v1/notifications/preferences"
    private static let account = Parameter.path("account", .string(1...64), "Whose")
    private static let bodyLimit = 64 << 10

    func add(to api: inout API) {
        api.on(
            .get, Self.path,
            Operation(
                id: "getPreferences", summary: "What the caller wants to be told, how, and when not", tag: Self.tag,
                access: .user, responses: [.ok(DeliveryPreferences.self)])
        ) { [store] _, context in
            try .json(try await store.preferences(of: context.principal?.subject ?? ""))
        }
        api.on(
            .put, Self.path,
            Operation(
                id: "putPreferences", summary: "Choose what to be told, how, and when not", tag: Self.tag,
                access: .user, request: .json(DeliveryPreferences.self, limit: Self.bodyLimit),
                responses: [.ok(DeliveryPreferences.self)])
        ) { [self] input, context in
            try await set(input.body, of: context.principal?.subject ?? "")
        }
        api.on(
            .get, "\(Self.path)/{account}",
            Operation(
                id: "getPreferencesOf", summary: "What somebody wants to be told", tag: Self.tag,
                access: NotificationRoutes.managing, parameters: [Self.account],
                responses: [.ok(DeliveryPreferences.self)])
        ) { [store] input, _ in
            try .json(try await store.preferences(of: input.string("account") ?? ""))
        }
        api.on(
            .put, "\(Self.path)/{account}",
            Operation(
                id: "putPreferencesOf", summary: "Choose for somebody", tag: Self.tag,
                access: NotificationRoutes.managing, parameters: [Self.account],
                request: .json(DeliveryPreferences.self, limit: Self.bodyLimit),
                responses: [.ok(DeliveryPreferences.self)])
        ) { [self] input, _ in
            try await set(input.body, of: input.string("account") ?? "")
        }
    }

    private func set(_ wanted: DeliveryPreferences, of account: String) async throws -> HTTPReply {
        if let zone = wanted.timeZone, store.zones.rules(named: zone) == nil {
            throw NotifierError.invalid("timeZone", "A zone such as Europe/Vienna is expected.")
        }
        let quiet = wanted.quietHours.flatMap { QuietHours($0) }
        if wanted.quietHours != nil, quiet == nil {
            throw NotifierError.invalid("quietHours.end", "It has to be another time than the start.")
        }
        for (index, choice) in wanted.choices.enumerated() {
            let isTwice = wanted.choices[..<index].contains {
                $0.category == choice.category && $0.channel == choice.channel
            }
            if isTwice {
                throw NotifierError.invalid(
                    "choices[\(index)]", "It was chosen before for the same category and channel.", code: "duplicate")
            }
        }
        try await store.set(wanted, quiet: quiet, of: account)
        return try .json(try await store.preferences(of: account))
    }
}
