import HTTPTypes
import MeshCore
import MeshRuntime
import NotifierAPI

/// What is done with categories on channels, over HTTP.
struct RuleRoutes: Sendable {
    let store: NotifierStore

    private static let tag = "rules"
    private static let list = "/v1/notifications/rules"
    private static let path = "\(list)/{category}/{channel}"
    private static let category = Parameter.path("category", .string(1...64), "A category")
    private static let channel = Parameter.path(
        "channel", .choice(NotificationChannel.allCases.map(\.rawValue)), "A channel")

    func add(to api: inout API) {
        api.on(
            .get, Self.list,
            Operation(
                id: "listCategoryRules", summary: "Throttles and digests by category and channel", tag: Self.tag,
                access: NotificationRoutes.managing, responses: [.ok(CategoryRuleList.self)])
        ) { [store] _, _ in try .json(CategoryRuleList(items: try await store.rules())) }
        api.on(
            .put, Self.path,
            Operation(
                id: "putCategoryRule", summary: "Throttle a category on a channel, or gather it into digests",
                tag: Self.tag,
                access: NotificationRoutes.managing, parameters: [Self.category, Self.channel],
                request: .json(PutCategoryRule.self), responses: [.ok(CategoryRule.self)])
        ) { [store] input, _ in
            let (category, channel) = try Self.place(input)
            guard category.wholeMatch(of: /[a-z0-9][a-z0-9-]*/) != nil else {
                throw NotifierError.invalid("category", "Use a–z, 0–9 and hyphens.")
            }
            guard !store.mandatory.contains(category) else {
                throw NotifierError.invalid("category", "What is mandatory goes at once (categories.mandatory).")
            }
            let rule = CategoryRule(
                category: category, channel: channel, throttle: input.body.throttle,
                digestSeconds: input.body.digestSeconds)
            try await store.set(rule)
            return try .json(rule)
        }
        api.on(
            .delete, Self.path,
            Operation(
                id: "removeCategoryRule", summary: "Send a category on a channel as it comes", tag: Self.tag,
                access: NotificationRoutes.managing, parameters: [Self.category, Self.channel],
                responses: [.noContent()], problems: [404])
        ) { [store] input, _ in
            let (category, channel) = try Self.place(input)
            guard try await store.removeRule(category, channel) else { throw NotifierError.ruleNotFound }
            return .empty()
        }
    }

    private static func place<Body>(
        _ input: OperationInput<Body>
    ) throws(NotifierError) -> (String, NotificationChannel) {
        guard let channel = input.string("channel").flatMap(NotificationChannel.init(rawValue:)) else {
            throw .invalid("channel", "A channel is expected.")
        }
        return (input.string("category") ?? "", channel)
    }
}
