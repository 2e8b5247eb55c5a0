/// What one request asks for, and how it is answered once that is done.
package struct Intake: Sendable {
    /// One for each event, in the order of the request; none when the request was refused or only rehearsed.
    package let items: [IntakeItem]
    /// Why nothing of the request could be read; nil when it could.
    package let refusal: Rejection?
    private let places: [Int]
    private let form: any AnswerForm
    private let request: CollectRequest
    private let array: ArrayPlace
    private let visitor: DailyVisitor

    /// Where a body keeps its events.
    enum ArrayPlace: Sendable {
        case member(String)
        case whole
        /// The body is one event, or none.
        case none
    }

    init(
        items: [IntakeItem], places: [Int], refusal: Rejection? = nil, form: any AnswerForm, request: CollectRequest,
        array: ArrayPlace, visitor: DailyVisitor
    ) {
        self.items = items
        self.places = places
        self.refusal = refusal
        self.form = form
        self.request = request
        self.array = array
        self.visitor = visitor
    }

    /// The events to append, in the order of the request.
    package var accepted: [CollectedEvent] {
        items.compactMap { item in
            switch item {
            case .accepted(let event): event
            case .rejected, .dropped: nil
            }
        }
    }

    /// The letters of what was rejected here, the whole request's included.
    package var deadLetters: [DeadLetter] {
        if let refusal { return [letter(place: 0, part: nil, body: request.body, because: refusal)] }
        return items.indices.compactMap { index in
            switch items[index] {
            case .rejected(let rejection): deadLetter(for: index, because: rejection)
            case .accepted, .dropped: nil
            }
        }
    }

    /// The letter of one event.
    ///
    /// - Parameters:
    ///   - index: Which of ``items``.
    ///   - rejection: Why it is rejected.
    package func deadLetter(for index: Int, because rejection: Rejection) -> DeadLetter {
        let body =
            switch array {
            case .member(let name): BatchBytes(request.body, array: name).body(ofElement: places[index])
            case .whole: BatchBytes(request.body, array: nil).body(ofElement: places[index])
            case .none: request.body
            }
        let part = places[..<index].count { $0 == places[index] }
        return letter(place: places[index] + (request.replay?.place ?? 0), part: part, body: body, because: rejection)
    }

    private func letter(place: Int, part: Int?, body: [UInt8], because rejection: Rejection) -> DeadLetter {
        let kept: Set = [
            "content-type", "user-agent", "accept-language", "dnt", "sec-gpc", "origin", "referer", "authorization",
            "sp-anonymous",
        ]
        return DeadLetter(
            rejection: rejection, requestID: request.id, place: place, part: part, method: request.method,
            path: request.path,
            query: request.query,
            headers: request.headers.filtered { kept.contains($0.name) || $0.name.hasPrefix("ce-") }, body: body,
            receivedAt: request.receivedAt, visitor: visitor)
    }

    /// The answer of the protocol.
    ///
    /// - Parameter outcomes: What the log said to each of ``accepted``, in their order.
    package func answer(_ outcomes: [AppendOutcome]) -> CollectAnswer {
        var answer = refusal.map(form.refusal) ?? form.answer(verdicts(outcomes))
        CrossOrigin.allow(request, in: &answer)
        return answer
    }

    /// The answer of the protocol when too much comes and nothing is taken.
    ///
    /// - Parameter pause: When it may be sent again.
    package func limited(for pause: Duration) -> CollectAnswer {
        let events = items.compactMap { item -> Verdict? in
            switch item {
            case .accepted(let event): .unavailable(event)
            case .rejected(let rejection): .rejected(rejection)
            case .dropped(let reason): .dropped(reason)
            }
        }
        var answer = form.limited(events)
        answer.headers.add("retry-after", String(max(1, Int(pause.components.seconds) + 1)))
        CrossOrigin.allow(request, in: &answer)
        return answer
    }

    private func verdicts(_ outcomes: [AppendOutcome]) -> [Verdict] {
        var rest = outcomes[...]
        let verdicts = items.map { item -> Verdict in
            switch item {
            case .rejected(let rejection): return .rejected(rejection)
            case .dropped(let reason): return .dropped(reason)
            case .accepted(let event):
                switch rest.popFirst() {
                case .appended: return .accepted(event)
                case .duplicate: return .duplicate(event)
                case .rejected(let rejection): return .rejected(rejection)
                case .unavailable: return .unavailable(event)
                case nil: preconditionFailure("an accepted event has no outcome")
                }
            }
        }
        precondition(rest.isEmpty, "there are more outcomes than accepted events")
        return verdicts
    }
}
