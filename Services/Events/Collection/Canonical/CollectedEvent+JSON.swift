package import MeshCore

extension CollectedEvent {
    /// The type that a collected event has as a CloudEvent, whatever its kind.
    package static let cloudEventType = "event.collected"

    /// The event as the log keeps it: a CloudEvent 1.0 in structured JSON, its members in their order, what is absent
    /// left out.
    package var json: JSONValue {
        [
            "specversion": "1.0", "id": .string(id), "source": .string(source), "type": .string(Self.cloudEventType),
            "subject": .string(site), "time": .string(occurredAt.description), "datacontenttype": "application/json",
            "data": .object(data),
        ]
    }

    private var data: JSONObject {
        var data: JSONObject = [
            "tracker": .string(tracker.rawValue), "kind": .string(kind.rawValue), "name": .string(name),
        ]
        data.set("trackerName", trackerName)
        data["receivedAt"] = .string(receivedAt.description)
        data["visitor"] = visitor.json
        data["privacy"] = privacy.json
        data["traffic"] = .string(traffic.rawValue)
        data.set("page", page?.json)
        data.set("title", title)
        data.set("referrer", referrer?.json)
        data.set("campaign", campaign.json, unless: campaign.isEmpty)
        data.set("userAgent", userAgent)
        data.set("language", language)
        data.set("screen", screen?.description)
        data.set("network", network)
        data.set("revenue", revenue?.json)
        data.set("orderId", orderID)
        data.set("items", .array(items.map(\.json)), unless: items.isEmpty)
        data.set("relatedId", relatedID)
        data.set("properties", .object(properties), unless: properties.isEmpty)
        data.set("traits", .object(traits), unless: traits.isEmpty)
        return data
    }

    /// Reads an event from JSON that fits the schema; nil when it does not.
    package init?(json: JSONValue) {
        guard let id = json["id"]?.stringValue, let source = json["source"]?.stringValue,
            let site = json["subject"]?.stringValue, let data = json["data"],
            let tracker = data["tracker"]?.stringValue.flatMap(TrackerProtocol.init(rawValue:)),
            let kind = data["kind"]?.stringValue.flatMap(EventKind.init(rawValue:)),
            let name = data["name"]?.stringValue,
            let occurredAt = json["time"]?.stringValue.flatMap({ Timestamp($0) }),
            let receivedAt = data["receivedAt"]?.stringValue.flatMap({ Timestamp($0) }),
            let visitor = data["visitor"].flatMap(VisitorIdentity.init(json:)),
            let privacy = data["privacy"].flatMap(PrivacySignals.init(json:)),
            let traffic = data["traffic"]?.stringValue.flatMap(TrafficKind.init(rawValue:))
        else { return nil }
        self.init(
            id: id, source: source, site: site, tracker: tracker, kind: kind, name: name, occurredAt: occurredAt,
            receivedAt: receivedAt, visitor: visitor, privacy: privacy, traffic: traffic,
            page: data["page"].flatMap(PageAddress.init(json:)),
            referrer: data["referrer"].flatMap(PageAddress.init(json:)),
            properties: data["properties"]?.objectValue ?? JSONObject())
        readRest(of: data)
    }

    private mutating func readRest(of data: JSONValue) {
        trackerName = data["trackerName"]?.stringValue
        title = data["title"]?.stringValue
        campaign = data["campaign"].map(Campaign.init(json:)) ?? Campaign()
        userAgent = data["userAgent"]?.stringValue
        language = data["language"]?.stringValue
        screen = data["screen"]?.stringValue.flatMap { ScreenSize($0) }
        network = data["network"]?.stringValue
        revenue = data["revenue"].flatMap(Money.init(json:))
        orderID = data["orderId"]?.stringValue
        items = data["items"]?.arrayValue?.compactMap(PurchaseItem.init(json:)) ?? []
        relatedID = data["relatedId"]?.stringValue
        traits = data["traits"]?.objectValue ?? JSONObject()
    }
}
