import MeshCore

/// The parameters of one request in Matomo's tracking API. What needs a token there (another address, another time) is
/// not taken, as there are no such tokens here.
struct MatomoRequest {
    private let items: QueryItems

    init(_ items: QueryItems) {
        self.items = items
    }

    func draft() throws(Rejection) -> EventDraft {
        guard let site = items["idsite"] else { throw .missing("idsite") }
        guard items["rec"] == "1" else { throw .missing("rec") }
        var draft = try kindAndName(site: .key(site))
        draft.deviceID = items["cid"] ?? items["_id"]
        draft.userID = items["uid"]
        draft.url = items["url"]
        draft.referrer = items["urlref"]
        draft.title = items["action_name"]
        draft.language = items["lang"]
        draft.screen = items["res"]
        draft.userAgent = items["ua"]
        if let name = items["_rcn"] { draft.campaign = Campaign(name: name, term: items["_rck"]) }
        for item in items.items where item.name.hasPrefix("dimension") && !item.value.isEmpty {
            draft.properties[item.name] = .string(item.value)
        }
        return draft
    }

    private func kindAndName(site: SiteKey) throws(Rejection) -> EventDraft {
        func action(_ name: String, _ properties: [(parameter: String, name: String)]) -> EventDraft {
            var draft = EventDraft(site: site, kind: .action, name: name)
            for property in properties { draft.properties.set(property.name, items[property.parameter]) }
            return draft
        }
        if items["e_c"] != nil || items["e_a"] != nil {
            guard let name = items["e_a"] else { throw .missing("e_a") }
            return action(name, [("e_c", "category"), ("e_n", "label"), ("e_v", "value")])
        }
        if items["download"] != nil { return action("file_download", [("download", "link_url")]) }
        if items["link"] != nil { return action("outbound_click", [("link", "link_url")]) }
        if items["search"] != nil {
            return action(
                "search", [("search", "search_term"), ("search_cat", "category"), ("search_count", "results")])
        }
        if items["ping"] == "1" { return action("engagement", []) }
        if let goal = items["idgoal"] {
            // A goal of number 0 is an order, or a cart when it has no id.
            var draft = action(
                goal != "0" ? "goal_\(goal)" : items["ec_id"] == nil ? "update_cart" : "purchase",
                [("ec_st", "subtotal"), ("ec_tx", "tax"), ("ec_sh", "shipping"), ("ec_dt", "discount")])
            draft.revenue = draft.name == "update_cart" ? nil : items["revenue"].map { .string($0) }
            draft.orderID = items["ec_id"]
            draft.items = try goods()
            return draft
        }
        return EventDraft(site: site, kind: .pageView, name: "page_view")
    }

    /// The goods of an order: lists of id, name, category, price and quantity.
    private func goods() throws(Rejection) -> [JSONValue] {
        guard let text = items["ec_items"] else { return [] }
        // `try?` as what cannot be read is refused here, whatever is wrong with it.
        guard let lines = (try? JSONValue(parsing: text))?.arrayValue else {
            throw Rejection(.malformed, field: "ec_items", "ec_items is no list")
        }
        return lines.map { line in
            var item = JSONObject()
            for (place, name) in ["sku", "name", "category", "price", "quantity"].enumerated() {
                item.set(name, line[place])
            }
            return .object(item)
        }
    }
}
