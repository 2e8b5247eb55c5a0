import Glibc

/// VMIS-kNN, vector multiplication indexed session k nearest neighbours (Kersbergen, Sprangers and Schelter, "Serenade –
/// Low-Latency Session-Based Recommendation in e-Commerce at Scale", SIGMOD 2022, algorithm 2; the weights where the paper leaves
/// them open are those of its published implementation):
///
/// Of the evolving session's last items, the one p places from its end (from 0) has the weight (l − p) / u, with l items of
/// which u differ. A former session's similarity is the sum of the weights of the items that both have; the m most recent
/// sessions that share one are looked at, the k most similar of them kept. Each of those gives all its items
/// λ(q) · similarity · ln(N / nᵢ), where q is the place from the end (from 1) of the last item that both have, λ(q) = 1 − 0.1 q
/// and never below 0, N the number of all sessions' items and nᵢ of how many sessions the item is in.
///
/// An answer takes time in proportion to m times the last items. It takes 4 bytes for each session's item twice, and 24 for each
/// session and item.
package struct SessionNeighbours: RecommendationModel {
    package let itemCount: Int
    package let configuration: VMISConfiguration
    /// Sessions' items, each once and ascending; sessions come from the oldest to the newest.
    let sessions: InteractionMatrix
    /// Items' sessions, ascending and so from the oldest to the newest.
    private let itemSessions: InteractionMatrix
    private let idf: [Double]

    /// - Parameters:
    ///   - sessions: The items of each, the oldest session first.
    ///   - itemCount: Items have the numbers below this.
    package init(_ sessions: [[UInt32]], itemCount: Int, configuration: VMISConfiguration) {
        let kept = sessions.map { session in
            let items = Set(session)
            return items.count <= configuration.longestSession ?? .max ? items : []
        }
        let matrix = InteractionMatrix(
            kept.enumerated().flatMap { number, items in
                items.map { Interaction(row: UInt32(number), column: $0) }
            }, rowCount: sessions.count, columnCount: itemCount)
        self.itemCount = itemCount
        self.configuration = configuration
        self.sessions = matrix
        itemSessions = matrix.transposed()
        idf = matrix.columnCounts.map { $0 > 0 ? log(Double(matrix.entryCount) / Double($0)) : 0 }
    }

    package func score(_ history: History, into sheet: inout ScoreSheet) {
        let evolving = history.items.suffix(configuration.lastItemCount)
        // Of an item that stands in it twice, the last place counts.
        var places: [UInt32: Int] = [:]
        for (place, item) in evolving.reversed().enumerated() where places[item] == nil { places[item] = place }
        for neighbour in neighbours(of: evolving, places: places) {
            let items = sessions.columns(ofRow: Int(neighbour.item))
            let last = items.reduce(Int.max) { min($0, places[$1] ?? .max) }
            let weight = max(0, 1 - 0.1 * Double(last + 1))
            guard weight > 0 else { continue }
            for item in items { sheet.add(weight * neighbour.score * idf[Int(item)], to: item) }
        }
    }

    /// The k most similar of the m most recent sessions; of equally similar ones the newer.
    private func neighbours(of evolving: ArraySlice<UInt32>, places: [UInt32: Int]) -> [RankedItem] {
        var recent = RecentSessions(limit: configuration.recentSessionCount)
        for (item, place) in places.sorted(by: { $0.value < $1.value }) where Int(item) < itemCount {
            let weight = evolving.count - place
            for session in itemSessions.columns(ofRow: Int(item)).reversed() {
                // They become older and older: when one is too old, so are those after it.
                guard recent.add(weight, to: session) else { break }
            }
        }
        var top = TopItems(count: configuration.neighbourCount)
        // Among equal scores the smaller number is taken, so sessions are numbered from the newest.
        let newest = UInt32(sessions.rowCount)
        for (session, similarity) in recent.similarities {
            top.offer(RankedItem(item: newest - 1 - session, score: Double(similarity)))
        }
        return top.ranked.map {
            RankedItem(item: newest - 1 - $0.item, score: $0.score / Double(places.count))
        }
    }
}
