import MeshCore

/// A span of time: from its beginning, which belongs to it, until its end, which does not.
struct Validity: Equatable, Sendable {
    /// nil for ever since.
    var from: Timestamp?
    /// nil for ever.
    var until: Timestamp?

    /// Whether it begins or ends at all.
    var isLimited: Bool { from != nil || until != nil }

    /// Whether there is no moment in it.
    var isEmpty: Bool {
        guard let from, let until else { return false }
        return until <= from
    }

    func holds(at moment: Timestamp) -> Bool {
        if let from, moment < from { return false }
        if let until, moment >= until { return false }
        return true
    }

    /// Its beginning or its end, whichever comes first after a moment; nil when neither is to come.
    func boundary(after moment: Timestamp) -> Timestamp? {
        if let from, from > moment { return from }
        if let until, until > moment { return until }
        return nil
    }

    /// Its beginning and its end, those that are to come after a moment.
    func boundaries(after moment: Timestamp) -> [Timestamp] {
        [from, until].compactMap { $0 }.filter { $0 > moment }
    }
}
