import MeshCore
import NotifierAPI

/// What is open of one source, and the rules by which it changes.
struct AlertBook: Sendable {
    private let open: [String: Alert]
    private let escalateAfter: Duration
    private let resolveAfter: Duration
    /// Pauses between escalations stop growing here: a day at half an hour first.
    private static let mostDoublings = 6

    /// - Parameter open: What is not over of the source.
    init(open: [Alert], escalateAfter: Duration, resolveAfter: Duration) {
        self.open = Dictionary(open.map { ($0.key, $0) }) { first, _ in first }
        self.escalateAfter = escalateAfter
        self.resolveAfter = resolveAfter
    }

    /// What a report changes: a change for each alert that is firing or over.
    ///
    /// - Parameter make: Makes the id of a new one.
    func report(
        _ firing: [FiringAlert], of source: String, at now: Timestamp, id make: () -> Alert.ID
    ) -> [AlertChange] {
        var changes: [AlertChange] = []
        var seen: Set<String> = []
        for item in firing where seen.insert(item.key).inserted {
            if let known = open[item.key] {
                changes.append(join(item, to: known, at: now))
            } else {
                changes.append(
                    .opened(
                        Alert(
                            id: make(), source: source, key: item.key, group: item.group, severity: item.severity,
                            title: item.title, detail: item.detail, openedAt: now, lastAt: now,
                            toldAt: now)))
            }
        }
        for var alert in open.values.sorted(by: { $0.id < $1.id })
        where !seen.contains(alert.key) && alert.lastAt + resolveAfter <= now {
            alert.state = .resolved
            alert.resolvedAt = now
            alert.toldAt = now
            changes.append(.resolved(alert))
        }
        return changes
    }

    private func join(_ item: FiringAlert, to known: Alert, at now: Timestamp) -> AlertChange {
        var alert = known
        alert.group = item.group
        alert.title = item.title
        alert.detail = item.detail
        alert.severity = item.severity
        alert.count += 1
        alert.lastAt = now
        // What grows worse is another matter than what somebody has said to look after.
        let isWorse = known.severity == .warning && item.severity == .critical
        guard isWorse || known.state == .open && now >= nextEscalation(of: known) else { return .joined(alert) }
        alert.state = .open
        alert.escalation += 1
        alert.toldAt = now
        return .escalated(alert)
    }

    /// After the first pause, then after twice as long, and so on.
    private func nextEscalation(of alert: Alert) -> Timestamp {
        alert.toldAt + escalateAfter * (1 << min(alert.escalation, Self.mostDoublings))
    }
}
