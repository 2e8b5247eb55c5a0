/// What a request holds, read by the rules of its protocol.
struct TrackerBatch: Sendable {
    let tracker: TrackerProtocol
    /// Each event, or why it is none, in the order of the request.
    var entries: [Entry] = []
    let form: any AnswerForm
    /// Where the body keeps its events.
    var arrayPlace: Intake.ArrayPlace
    /// Whether the request only asks what would become of its events.
    var isRehearsal = false

    /// One event of a request.
    struct Entry: Sendable {
        /// Its place among the events of the request; two entries of one event share it.
        var place: Int
        var draft: Result<EventDraft, Rejection>
    }

    init(_ tracker: TrackerProtocol, form: any AnswerForm, in arrayPlace: Intake.ArrayPlace = .none) {
        self.tracker = tracker
        self.form = form
        self.arrayPlace = arrayPlace
    }

    /// Reads each message of an array; one that cannot be read does not hold up the others.
    mutating func append<Message>(
        _ messages: some Sequence<Message>, reading read: (Message) throws(Rejection) -> EventDraft
    ) {
        for (place, message) in messages.enumerated() {
            do {
                entries.append(Entry(place: place, draft: .success(try read(message))))
            } catch {
                entries.append(Entry(place: place, draft: .failure(error)))
            }
        }
    }
}
