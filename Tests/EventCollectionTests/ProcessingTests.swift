import MeshCore
import Testing

@testable import EventCollection

@Suite("Processing rules")
struct ProcessingTests {
    let rules: JSONValue = [
        "version": 7,
        "ownDomains": ["shop.test"],
        "scrubbing": ["email": true, "card": true, "phone": true, "keys": ["password"]],
        "filters": [
            ["name": "no-staging", "when": ["field": "host", "startsWith": "staging."], "then": "drop"],
            ["name": "health", "when": ["field": "path", "is": "/health"], "then": "bot"],
        ],
        "channels": [["name": "Partners", "when": ["field": "utmSource", "in": ["partner-a", "partner-b"]]]],
        "dimensions": [
            ["name": "plan", "from": "properties.plan.name", "lowercase": true],
            ["name": "plan", "value": "free", "when": ["field": "kind", "is": "page_view"]],
        ],
        "goals": [
            [
                "name": "signup",
                "when": ["all": [["field": "name", "is": "sign_up"], ["field": "traffic", "is": "visitor"]]],
            ],
            ["name": "big-order", "when": ["field": "revenue", "atLeast": 10000]],
            [
                "name": "docs",
                "when": [
                    "any": [
                        ["field": "path", "matches": "^/docs/[a-z]+$"], ["not": ["field": "path", "exists": true]],
                    ]
                ],
            ],
        ],
        "sessions": ["timeoutSeconds": 900, "endsAtMidnight": true],
    ]

    @Test("Every row carries the version of its rules")
    func version() throws {
        #expect(try RowMaking.rows(RowMaking.event(), rules).first?[.rulesVersion] == 7)
        #expect(try ProcessingRules(json: rules).sessions.timeout == .seconds(900))
        #expect(ProcessingRules.standard.sessions.timeout == .seconds(1800))
    }

    @Test("A filter drops, or marks the traffic")
    func filters() throws {
        var processor = EventProcessor(rules: try ProcessingRules(json: rules))
        #expect(
            processor.process(RowMaking.event(url: "https://staging.shop.test/")) == .dropped(filter: "no-staging"))
        #expect(try RowMaking.rows(RowMaking.event(url: "https://shop.test/health"), rules).first?[.traffic] == "bot")
    }

    @Test("A site's own channels come before the default ones")
    func channels() throws {
        let partner = RowMaking.event(url: "https://shop.test/?utm_source=partner-b&utm_medium=email")
        #expect(try RowMaking.rows(partner, rules).first?[.channel] == "Partners")
        #expect(try RowMaking.rows(partner).first?[.channel] == "Email")
    }

    @Test("Of rules of one dimension the first that has a value gives it")
    func dimensions() throws {
        let event = RowMaking.event(properties: ["plan": ["name": "PRO"]])
        #expect(try RowMaking.rows(event, rules).first?.dimensions == ["plan": "pro"])
        #expect(try RowMaking.rows(RowMaking.event(), rules).first?.dimensions == ["plan": "free"])
        #expect(try RowMaking.rows(RowMaking.event("click"), rules).first?.dimensions == [:])
    }

    @Test("Goals are reached by what happened, where, and what it was worth")
    func goals() throws {
        func goals(_ event: CollectedEvent) throws -> [String]? { try RowMaking.rows(event, rules).first?.goals }
        #expect(try goals(RowMaking.event("sign_up")) == ["signup"])
        #expect(try goals(RowMaking.event("sign_up") { $0.traffic = .bot }) == [])
        #expect(try goals(RowMaking.event("a") { $0.revenue = Money(amount: 10_000, currency: .eur) }) == ["big-order"])
        #expect(try goals(RowMaking.event("a") { $0.revenue = Money(amount: 9999, currency: .eur) }) == [])
        #expect(try goals(RowMaking.event(url: "https://shop.test/docs/intro")) == ["docs"])
        #expect(try goals(RowMaking.event("a", url: nil)) == ["docs"])
    }

    @Test("An order has a row for each item, and its revenue once")
    func items() throws {
        let order = RowMaking.event("purchase") {
            $0.revenue = Money(amount: 3000, currency: .usd)
            $0.orderID = "o1"
            $0.items = [
                PurchaseItem(sku: "a", price: Money(amount: 1000, currency: .usd), quantity: 2), PurchaseItem(sku: "b"),
            ]
        }
        let rows = try RowMaking.rows(order)
        #expect(rows.map { $0[.rowKind] } == ["event", "item", "item"])
        #expect(rows.map { $0[.row] } == ["e1", "e1/0", "e1/1"])
        #expect(rows.map { $0[.revenue] } == [3000, nil, nil])
        #expect(rows.map { $0[.orderId] } == ["o1", "o1", "o1"])
        #expect(rows[1][.itemPrice] == 1000)
        #expect(rows[2][.currency] == "USD")
    }

    @Test("The same event by the same version is the same bytes, whatever was processed before it")
    func deterministic() throws {
        let event = RowMaking.event(
            "purchase", referrer: "https://www.google.com/search", properties: ["z": 1.5, "a": ["y": 1, "b": [2]]]
        ) { $0.userAgent = Reception.browser }
        let once = try RowMaking.rows(event, rules).map(\.json.utf8)
        var processor = EventProcessor(rules: try ProcessingRules(json: rules))
        for place in 0..<50 {
            _ = processor.process(RowMaking.event { $0.userAgent = "Browser \(place)" })
        }
        guard case .rows(let rows) = processor.process(event) else { return #expect(Bool(false)) }
        #expect(rows.map(\.json.utf8) == once)
        // The order of an event's own members is not the row's.
        var turned = event
        turned.properties = ["a": ["b": [2], "y": 1], "z": 1.5]
        #expect(try RowMaking.rows(turned, rules).map(\.json.utf8) == once)
    }

    @Test("A preview tells which rule did what")
    func preview() throws {
        var processor = EventProcessor(rules: try ProcessingRules(json: rules))
        let event = RowMaking.event(
            "sign_up", url: "https://shop.test/?utm_source=partner-a&mail=a%40b.test",
            properties: ["plan": ["name": "Pro"], "password": "x"])
        let preview = processor.preview(event)
        #expect(preview.event == event)
        let steps = preview.steps.filter { $0.rule != "enrichment" }
        #expect(
            steps == [
                RuleStep(rule: "scrubbing.email", field: "query.mail", effect: "replaced"),
                RuleStep(rule: "scrubbing.keys", field: "properties.password", effect: "replaced"),
                RuleStep(rule: "channels.Partners", field: "channel", effect: "Partners"),
                RuleStep(rule: "dimensions.plan", field: "dimensions.plan", effect: "\"pro\""),
                RuleStep(rule: "goals.signup", field: "goals", effect: "reached"),
            ])
        #expect(preview.steps.contains(RuleStep(rule: "enrichment", field: "trafficMedium", effect: "(not set)")))
        let dropped = processor.preview(RowMaking.event(url: "https://staging.shop.test/"))
        #expect(dropped.json["droppedBy"] == "no-staging")
        guard case .rows(let rows) = preview.outcome else { return #expect(Bool(false)) }
        #expect(processor.process(event) == .rows(rows))
    }

    @Test(
        "What a document says wrongly is told by its field",
        arguments: [
            (["version": 0], "version"), ([:], "version"), (["version": 1, "other": 1], "other"),
            (["version": 1, "goals": [["name": "a"]]], "goals[0].when"),
            (["version": 1, "goals": [["name": "a", "when": [:]]]], "goals[0].when"),
            (["version": 1, "goals": [["name": "a", "when": ["field": "nothing", "is": 1]]]], "goals[0].when.field"),
            (["version": 1, "goals": [["name": "a", "when": ["field": "path"]]]], "goals[0].when"),
            (
                ["version": 1, "goals": [["name": "a", "when": ["field": "path", "is": 1, "in": [1]]]]], "goals[0].when"
            ),
            (
                [
                    "version": 1,
                    "filters": [["name": "f", "then": "drop", "when": ["all": [["field": "path", "matches": "("]]]]],
                ],
                "filters[0].when.all[0].matches"
            ),
            (
                ["version": 1, "filters": [["name": "f", "then": "x", "when": ["field": "path", "is": 1]]]],
                "filters[0].then"
            ),
            (["version": 1, "dimensions": [["name": "d"]]], "dimensions[0]"),
            (["version": 1, "dimensions": [["name": "d", "from": "properties."]]], "dimensions[0].from"),
            (
                [
                    "version": 1,
                    "goals": [
                        ["name": "a", "when": ["field": "path", "is": "/"]],
                        ["name": "a", "when": ["field": "path", "is": "/"]],
                    ],
                ], "goals[1].name"
            ),
        ] as [(JSONValue, String)])
    func invalid(document: JSONValue, field: String) {
        let errors = #expect(throws: InvalidFields.self) { try ProcessingRules(json: document) }?.errors
        #expect(errors?.map(\.field) == [field])
    }
}
