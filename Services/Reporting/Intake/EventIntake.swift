package import EventCollection
package import MeshCore
package import ReportAnalysis

/// Takes the events of one site in one partition, in the order of the log, for one generation.
///
/// Whether an event is too late depends on the events before it in its partition alone, so that reading the log again takes
/// and refuses the same ones.
package struct EventIntake {
    /// Remembers what events come to.
    package private(set) var forms: EventForms
    private let sessions: ReportAnalysis.SessionRules
    private let lateness: Int64
    private let skew: Int64
    /// Days up to this are laid out for good; counted from 1970-01-01.
    private let sealedThrough: Int
    /// The latest receipt of an event so far.
    package private(set) var newest: Timestamp?
    /// What is counted, by the day (UTC) on which it happened.
    private var days: [Int: [CodedEvent]] = [:]
    /// Those of the day that came last, which is likely to be the next one's.
    private var latest: (day: Int, events: [CodedEvent]) = (.min, [])
    private var hashing = StableHash()
    /// How many events came too late.
    package private(set) var lateCount = 0
    /// Records that are no events.
    package private(set) var unreadableCount = 0

    /// - Parameters:
    ///   - forms: What events come to by the site's rules, as far as it is known.
    ///   - sessions: Say how late an event may come, and how far ahead a clock may run.
    ///   - sealedThrough: The last day that takes no event any more; nil while none is laid out.
    ///   - newest: The latest receipt of the site's events before; nil at the log's begin.
    package init(
        forms: EventForms, sessions: ReportAnalysis.SessionRules, sealedThrough: Int?, newest: Timestamp?
    ) {
        self.forms = forms
        self.sessions = sessions
        lateness = sessions.lateness.wholeMilliseconds
        skew = sessions.skew.wholeMilliseconds
        self.sealedThrough = sealedThrough ?? .min
        self.newest = newest
        // Numbers that are given from here on are those of the batches.
        self.forms.trim()
    }

    /// What is counted, packed, by the day (UTC) on which it happened.
    package var batches: [Int: [UInt8]] {
        counted.mapValues { EventBatch($0, of: forms.tables).bytes }
    }

    /// What is counted, day by day.
    package var events: [ReportEvent] {
        counted.sorted { $0.key < $1.key }.flatMap { EventBatch($0.value, of: forms.tables).events }
    }

    private var counted: [Int: [CodedEvent]] {
        var all = days
        if !latest.events.isEmpty { all[latest.day] = latest.events }
        return all
    }

    /// How many events are counted.
    package var count: Int { days.values.reduce(latest.events.count) { $0 + $1.count } }

    /// Takes the next record of the log by its text: as counted, as late, as one that the rules drop, or as no event.
    package mutating func take(_ text: Span<UInt8>, _ outline: RecordOutline) {
        guard let (form, client) = forms.form(of: text, outline) else {
            unreadableCount += 1
            return
        }
        note(outline.receivedAt)
        guard !form.parts.isEmpty else { return }
        let visitor = hashing.hash { hasher in
            hasher.add(form.basis)
            hasher.add(text, outline.visitor)
        }
        for part in form.parts {
            let id = hashing.hash { hasher in
                hasher.add(form.source)
                hasher.add(text, outline.id)
                hasher.add(part.mark)
            }
            add(
                part, visit: forms.visit(of: part, with: client), id: id, visitor: visitor, time: outline.occurredAt,
                received: outline.receivedAt)
        }
    }

    /// Takes the next event of the log, as ``take(_:_:)`` does a record.
    package mutating func take(_ event: CollectedEvent) {
        let form = forms.form(of: event)
        note(event.receivedAt)
        let visitor = StableHash.of(form.basis, event.visitor.id)
        for part in form.parts {
            add(
                part, visit: part.visit, id: StableHash.of(form.source, event.id, part.mark), visitor: visitor,
                time: event.occurredAt, received: event.receivedAt)
        }
    }

    private mutating func note(_ received: Timestamp) {
        newest = max(newest ?? received, received)
    }

    private mutating func add(
        _ part: EventForms.Part, visit: UInt32, id: UInt64, visitor: UInt64, time sent: Timestamp,
        received: Timestamp
    ) {
        // A clock that ran ahead is put at the time of receipt.
        let time = sent.milliseconds - received.milliseconds > skew ? received : sent
        let day = time.day
        guard let newest, newest.milliseconds - time.milliseconds <= lateness, day > sealedThrough else {
            lateCount += 1
            return
        }
        let event = CodedEvent(
            id: id, visitor: visitor, time: time, received: received, visit: visit, content: part.content)
        if latest.day != day {
            if !latest.events.isEmpty { days[latest.day] = latest.events }
            latest = (day, days.removeValue(forKey: day) ?? [])
        }
        latest.events.append(event)
    }
}
