import MeshCore

/// The rules of the Measurement Protocol (its reference: limitations and reserved names).
struct MeasurementCheck {
    /// What is wrong with the request as a whole; nil when nothing is.
    let envelope: MeasurementProblem?
    /// The first thing that is wrong with each event; nil for a good one.
    let events: [MeasurementProblem?]

    /// How far back an event may be dated: 72 hours.
    static let maximumAge = Duration.seconds(72 * 3600)
    private static let eventCount = 25
    private static let parameterCount = 25
    private static let nameLength = 40

    init(_ payload: JSONValue) {
        let events = payload["events"]?.arrayValue
        envelope = Self.envelopeProblem(payload, events)
        self.events = (events ?? []).enumerated().map { Self.problem(in: $0.element, at: "events[\($0.offset)]") }
    }

    private static func envelopeProblem(_ payload: JSONValue, _ events: [JSONValue]?) -> MeasurementProblem? {
        guard payload.objectValue != nil else {
            return MeasurementProblem(code: .valueInvalid, field: "", message: "The payload is no object.")
        }
        guard payload.text("client_id", "app_instance_id") != nil else {
            return MeasurementProblem(
                code: .valueRequired, field: "client_id", message: "Measurement requires a client_id.")
        }
        guard let events, !events.isEmpty else {
            return MeasurementProblem(code: .valueRequired, field: "events", message: "There are no events.")
        }
        guard events.count <= eventCount else {
            return MeasurementProblem(
                code: .exceededMaxEntities, field: "events", message: "There are more than \(eventCount) events.")
        }
        return nil
    }

    private static func problem(in event: JSONValue, at path: String) -> MeasurementProblem? {
        guard let name = event["name"]?.stringValue, !name.isEmpty else {
            return MeasurementProblem(code: .valueRequired, field: "\(path).name", message: "The event has no name.")
        }
        if let problem = nameProblem(name, at: "\(path).name") { return problem }
        if reservedNames.contains(name) {
            return MeasurementProblem(
                code: .nameReserved, field: "\(path).name", message: "The name \(name) is reserved.")
        }
        guard let value = event["params"], value != .null else { return nil }
        guard let parameters = value.objectValue else {
            return MeasurementProblem(code: .valueInvalid, field: "\(path).params", message: "params is no object.")
        }
        guard parameters.count <= parameterCount else {
            return MeasurementProblem(
                code: .exceededMaxEntities, field: "\(path).params",
                message: "There are more than \(parameterCount) parameters.")
        }
        for (name, value) in parameters {
            if let problem = nameProblem(name, at: "\(path).params.\(name)") { return problem }
            if value.objectValue != nil || (value.arrayValue != nil && name != "items") {
                return MeasurementProblem(
                    code: .valueInvalid, field: "\(path).params.\(name)", message: "The parameter is no plain value.")
            }
        }
        return nil
    }

    private static func nameProblem(_ name: String, at path: String) -> MeasurementProblem? {
        guard name.count <= nameLength else {
            return MeasurementProblem(
                code: .valueOutOfBounds, field: path, message: "The name is longer than \(nameLength) characters.")
        }
        let isWord = name.utf8.allSatisfy {
            switch $0 {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F: true
            default: false
            }
        }
        guard isWord, let first = name.first, first.isLetter else {
            return MeasurementProblem(
                code: .nameInvalid, field: path,
                message: "A name begins with a letter and has letters, digits and underscores only.")
        }
        if let prefix = reservedPrefixes.first(where: name.hasPrefix) {
            return MeasurementProblem(
                code: .nameReserved, field: path, message: "Names that begin with \(prefix) are reserved.")
        }
        return nil
    }

    private static let reservedPrefixes = ["firebase_", "ga_", "google_", "gtag."]

    private static let reservedNames: Set<String> = [
        "ad_activeview", "ad_click", "ad_exposure", "ad_query", "ad_reward", "adunit_exposure", "app_background",
        "app_clear_data", "app_exception", "app_remove", "app_store_refund", "app_store_subscription_cancel",
        "app_store_subscription_convert", "app_store_subscription_renew", "app_update", "app_upgrade",
        "dynamic_link_app_open", "dynamic_link_app_update", "dynamic_link_first_open", "error", "firebase_campaign",
        "first_open", "first_visit", "in_app_purchase", "notification_dismiss", "notification_foreground",
        "notification_open", "notification_receive", "os_update", "session_start", "user_engagement",
    ]
}
