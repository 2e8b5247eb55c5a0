import EventCollection
import MeshCore

/// Tries rules on samples, without any trace of it.
struct RulesTrial {
    private var processor: EventProcessor
    private let collector: EventCollector
    private let salts: VisitorSalts
    /// What became of each sample so far.
    private(set) var items: [JSONValue] = []

    /// The most events of all samples together.
    static let itemLimit = 1000

    /// - Parameters:
    ///   - processor: The rules.
    ///   - collector: Reads requests.
    ///   - salts: For the ids of visitors; those of no day, so that nobody finds out here whose an id is.
    init(_ processor: EventProcessor, collector: EventCollector, salts: VisitorSalts) {
        self.processor = processor
        self.collector = collector
        self.salts = salts
    }

    /// Tries them on an event.
    ///
    /// - Parameter number: Which of the events it is.
    /// - Throws: ``EventsError/invalid(_:)`` when it is none.
    mutating func run(event json: JSONValue, number: Int) throws(EventsError) {
        guard let event = CollectedEvent(json: json) else {
            throw Self.invalid("events[\(number)]", "This is no collected event.")
        }
        items.append(preview(event, ["event": .int(Int64(number))]))
    }

    /// Tries them on a request.
    ///
    /// - Parameter number: Which of the requests it is.
    /// - Throws: ``EventsError/invalid(_:)`` when no tracker sends such a one, or there are too many events.
    mutating func run(_ sample: TrackerSample, number: Int, at moment: Timestamp) throws(EventsError) {
        let request = sample.request(id: "preview-\(number)", at: moment)
        guard let intake = collector.read(request, salts: salts) else {
            throw Self.invalid("requests[\(number)].path", "No tracker sends to this path by this method.")
        }
        let place: JSONObject = ["request": .int(Int64(number))]
        if let refusal = intake.refusal { items.append(Self.rejected(refusal, place)) }
        guard items.count + intake.items.count <= Self.itemLimit else {
            throw Self.invalid("requests", "The samples have more than \(Self.itemLimit) events.")
        }
        for item in intake.items {
            switch item {
            case .accepted(let event): items.append(preview(event, place))
            case .rejected(let rejection): items.append(Self.rejected(rejection, place))
            case .dropped(let reason):
                var object = place
                object["dropped"] = .string(reason.rawValue)
                items.append(.object(object))
            }
        }
    }

    private mutating func preview(_ event: CollectedEvent, _ place: JSONObject) -> JSONValue {
        var object = place
        for (name, value) in processor.preview(event).json.objectValue ?? JSONObject() { object[name] = value }
        return .object(object)
    }

    private static func rejected(_ rejection: Rejection, _ place: JSONObject) -> JSONValue {
        var reason: JSONObject = ["reason": .string(rejection.code.rawValue)]
        if !rejection.field.isEmpty { reason["field"] = .string(rejection.field) }
        reason["message"] = .string(rejection.message)
        var object = place
        object["rejected"] = .object(reason)
        return .object(object)
    }

    private static func invalid(_ field: String, _ message: String) -> EventsError {
        .invalid([FieldError(field: field, code: "invalid", message: message)])
    }
}
