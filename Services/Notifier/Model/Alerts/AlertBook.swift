import MeshCore
import NotifierAPI

/// What is known of one source, and the rules by which it changes.
struct AlertBook: Sendable {
    private let known: [String: Alert]
    private let nature: AlertNature
    private let escalateAfter: Duration
    private let resolveAfter: Duration
    /// Pauses between escalations stop growing here: a day at half an hour first.
    private static let mostDoublings = 6

    /// - Parameters:
    ///   - known: What is not over of the source; where it tells of events, also what is over of what it tells of again.
    ///   - nature: What the source tells of.
    init(known: [Alert], nature: AlertNature, escalateAfter: Duration, resolveAfter: Duration) {
        self.known = Dictionary(known.map { ($0.key, $0) }) { $0.state == .resolved ? $1 : $0 }
        self.nature = nature
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
            if let alert = known[item.key] {
                changes.append(join(item, to: alert, at: now))
            } else {
                changes.append(
                    .opened(
                        Alert(
                            id: make(), source: source, key: item.key, group: item.group, severity: item.severity,
                            title: item.title, detail: item.detail, values: item.values, openedAt: now, lastAt: now,
                            toldAt: now)))
            }
        }
        for var alert in known.values.sorted(by: { $0.id < $1.id })
        where alert.state != .resolved && !seen.contains(alert.key) && alert.lastAt + resolveAfter <= now {
            alert.state = .resolved
            alert.resolvedAt = now
            switch nature {
            case .state:
                alert.toldAt = now
                changes.append(.resolved(alert))
            case .event: changes.append(.closed(alert))
            }
        }
        return changes
    }

    private func join(_ item: FiringAlert, to known: Alert, at now: Timestamp) -> AlertChange {
        var alert = known
        alert.group = item.group
        alert.title = item.title
        alert.detail = item.detail
        alert.values = item.values
        alert.severity = item.severity
        alert.count += 1
        alert.lastAt = now
        // What has happened was told; figures that are reckoned anew make no news of it.
        guard nature == .state else { return .joined(alert) }
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
