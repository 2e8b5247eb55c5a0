import MeshCore
import RecommenderModels

/// Answers Gorse's clients: by the same models and the same histories as the shop's visitors are, over the shop's products and the
/// items that clients have put in.
struct GorseDesk: Sendable {
    let store: RecommenderStore
    let board: ServingBoard
    let sheets: SheetPool
    let settings: ServingSettings
    let clock: any WallClock

    /// So many are ranked, of which a category takes its own.
    private static let depth = 300

    typealias Page = (count: Int, offset: Int)

    /// What a user should see next, and has not dealt with.
    ///
    /// - Throws: `StoreError`.
    func recommendations(to user: String, in category: String?, _ page: Page) async throws -> [GorseScore] {
        try answer(try store.profile(of: .account(user)), in: category, page)
    }

    /// What should be seen after some feedback, by which nobody is known.
    ///
    /// - Throws: `StoreError`.
    func recommendations(after feedback: [GorseFeedback], in category: String?, _ page: Page) throws -> [GorseScore] {
        var profile = InterestProfile()
        let now = clock.now()
        for one in feedback {
            guard let item = try store.item(named: one.item) else { continue }
            let time = min(GorseTime.read(one.timestamp) ?? now, now)
            profile.take(Signal(SignalKind(gorse: one.type), item: item, at: time), rules: settings.blend.rules)
        }
        return try answer(profile, in: category, page)
    }

    /// What goes with an item.
    ///
    /// - Throws: `StoreError`.
    func neighbours(of name: String, in category: String?, _ page: Page) throws -> [GorseScore] {
        let (served, gorse) = now()
        guard let item = try store.item(named: name) else { return [] }
        let found = sheets.with(itemCount: served.itemCount) { sheet in
            RecommendationBlend(settings: settings.blend).similar(
                to: gorse.shelf.item(item), limit: Self.depth, from: served, on: &sheet)
        }
        return scores(
            found.filter { if case .similar = $0.cause { true } else { false } }.map { ($0.item, $0.score) }, gorse,
            category, page)
    }

    /// What many deal with.
    func popular(in category: String?, _ page: Page) -> [GorseScore] {
        let (served, gorse) = now()
        return scores(served.chart.popular.map { ($0.item, $0.score) }, gorse, category, page)
    }

    /// Puts in feedback for what was recommended.
    ///
    /// - Throws: ``RecommenderError/tooManyItems``; `StoreError`.
    func writeBack(_ scores: [GorseScore], to user: String, type: String, after delay: Duration) async throws {
        let time = GorseTime.write(clock.now() + delay)
        let feedback = scores.map { GorseFeedback(type: type, user: user, item: $0.id, timestamp: time) }
        _ = try await store.keepGorse(feedback, overwriting: false, settings: settings.counting)
    }

    private func answer(_ profile: InterestProfile, in category: String?, _ page: Page) throws -> [GorseScore] {
        let (served, gorse) = now()
        var asked = BlendQuestion(limit: Self.depth, now: clock.now())
        asked.profile = profile.renumbered(rules: settings.blend.rules) { gorse.shelf.item($0) }
        // Relevance alone: Gorse's clients are told scores, which fall.
        asked.diversity = try MarginalRelevance(relevanceShare: 1)
        var blend = settings.blend
        blend.newcomerShare = 0
        let items = sheets.with(itemCount: served.itemCount) { [blend] sheet in
            RecommendationBlend(settings: blend).answer(asked, from: served, on: &sheet)
        }
        return scores(items.filter { $0.cause != .seen }.map { ($0.item, $0.score) }, gorse, category, page)
    }

    /// What is served, over the items of Gorse's clients.
    private func now() -> (ServedModels, GorseShelf) {
        var served = board.now
        let gorse = served.gorse
        served.shelf = gorse.shelf
        return (served, gorse)
    }

    private func scores(
        _ items: [(item: UInt32, score: Double)], _ gorse: GorseShelf, _ category: String?, _ page: Page
    ) -> [GorseScore] {
        items.lazy.filter { gorse.isOffered($0.item, in: category) }.dropFirst(page.offset).prefix(page.count)
            .compactMap { item, score in gorse.shelf.entry(item).map { GorseScore(id: $0.sku, score: score) } }
    }
}
