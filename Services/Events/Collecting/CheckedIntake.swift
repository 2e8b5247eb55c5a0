import EventCollection
import EventLog

/// The events of a request, held against their schemas, on their way to the log.
struct CheckedIntake {
    let intake: Intake
    /// Of those that go to the log, in their order.
    private(set) var records: [LogRecord] = []
    /// What is rejected so far.
    private(set) var letters: [DeadLetter]
    /// One for each accepted event: its place among the request's items, and what is known of it; nil for those that go to
    /// the log.
    private var known: [(place: Int, outcome: EventCollection.AppendOutcome?)] = []

    /// - Parameters:
    ///   - intake: The request.
    ///   - gate: Knows the schemas.
    ///   - items: Which of the request's items are wanted; nil for all.
    /// - Throws: What the gate throws when it cannot tell.
    init(_ intake: Intake, by gate: SchemaGate, only items: Set<Int>? = nil) throws {
        self.intake = intake
        letters = intake.deadLetters
        for (place, item) in intake.items.enumerated() {
            guard case .accepted(let event) = item, items?.contains(place) ?? true else { continue }
            if let rejection = try gate.rejection(of: event) {
                known.append((place, .rejected(rejection)))
                letters.append(intake.deadLetter(for: place, because: rejection))
            } else {
                known.append((place, nil))
                records.append(event.record)
            }
        }
    }

    /// What became of the accepted events, in their order; what does not fit into the log is rejected too.
    ///
    /// - Parameter results: The log's, of which those of ``records`` are taken from the front.
    mutating func outcomes(_ results: inout ArraySlice<RoutedOutcome>) -> [EventCollection.AppendOutcome] {
        var outcomes: [EventCollection.AppendOutcome] = []
        for (place, outcome) in known {
            if let outcome {
                outcomes.append(outcome)
                continue
            }
            let outcome = Self.outcome(of: results.popFirst())
            if case .rejected(let rejection) = outcome {
                letters.append(intake.deadLetter(for: place, because: rejection))
            }
            outcomes.append(outcome)
        }
        return outcomes
    }

    /// The places of those items that are in the log.
    func taken(_ outcomes: [EventCollection.AppendOutcome]) -> [Int] {
        zip(known, outcomes).compactMap { known, outcome in
            switch outcome {
            case .appended, .duplicate: known.place
            case .rejected, .unavailable: nil
            }
        }
    }

    private static func outcome(of result: RoutedOutcome?) -> EventCollection.AppendOutcome {
        switch result?.result {
        case .success(.appended): .appended
        case .success(.duplicate): .duplicate
        case .success(.tooLarge(let limit)):
            .rejected(Rejection(.tooLarge, "the event does not fit into a batch of \(limit) bytes"))
        case .failure: .unavailable
        case nil: preconditionFailure("a record has no outcome")
        }
    }
}
