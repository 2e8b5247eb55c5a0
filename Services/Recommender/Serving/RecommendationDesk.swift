import MeshCore
import RecommenderAPI
import RecommenderModels
import ShopScience

/// Answers what should be seen next.
struct RecommendationDesk: Sendable {
    let store: RecommenderStore
    let board: ServingBoard
    let sheets: SheetPool
    let settings: ServingSettings
    let freshness: Freshness
    let exposures: ExposureLog
    let chance: Chance
    let clock: any WallClock

    /// Who asks for what.
    struct Question: Sendable {
        /// Whose histories count; nobody's for a visitor who keeps no id.
        var people: [Person] = []
        /// A product by any of its names, which is being looked at.
        var context: String?
        var category: String?
        var limit: Int
        /// What the request says of its language and its device, by which somebody is in a segment.
        var language: String?
        var userAgent: String?
        /// Whether what has come in before is waited for.
        var isFresh = false
        /// Whether who is asked for is who sees the answer: then it may be made by an experiment.
        var isSeen = false
    }

    /// What people should see next.
    ///
    /// - Throws: `StoreError`; `CancellationError`.
    func recommendations(_ question: Question) async throws -> RecommendationList {
        let isFresh = question.isFresh ? try await freshness.wait() : nil
        let served = board.now
        var asked = BlendQuestion(limit: question.limit, now: clock.now())
        asked.profile = try profile(of: question.people, served.shelf)
        asked.category = question.category
        asked.audience = try audience(of: question, served)
        // What nobody has heard of says nothing.
        asked.context = try question.context.flatMap { try store.item(named: $0) }.map { served.shelf.item($0) }
        let unit = question.isSeen ? question.people.first : nil
        let assignment = unit.flatMap { served.experiments.assignment(of: $0) }
        asked.lists = assignment?.variant.lists
        asked.diversity = assignment?.variant.diversity
        var items = answer(asked, from: served)
        guard let unit, let assignment else { return list(items, served, profile: asked.profile, fresh: isFresh) }
        let drawn = try draw(for: assignment.variant.slot, into: &items, asked, served)
        exposures.note(
            Exposure(
                experiment: assignment.experiment.name, run: assignment.experiment.run,
                variant: assignment.variant.name, unit: unit, device: question.people.dropFirst().first,
                time: asked.now, propensity: assignment.probability, items: items.map(\.item), drawn: drawn))
        return list(
            items, served, profile: asked.profile, fresh: isFresh,
            shown: ShownVariant(
                experiment: assignment.experiment.name, variant: assignment.variant.name, arm: drawn?.arm))
    }

    /// The narrowest segment that somebody is known to be in, and of which something is known.
    private func audience(of question: Question, _ served: ServedModels) throws -> Audience? {
        guard !served.audiences.isEmpty else { return nil }
        if case .account(let account)? = question.people.first,
            let group = try store.segment(of: account).map({ Audience(customers: $0) }), served.audiences[group] != nil
        {
            return group
        }
        if let language = question.language.flatMap({ Audience(language: $0) }), served.audiences[language] != nil {
            return language
        }
        return question.userAgent.map { Audience(userAgent: $0) }
    }

    private func answer(_ asked: BlendQuestion, from served: ServedModels) -> [BlendedItem] {
        sheets.with(itemCount: served.itemCount) { sheet in
            RecommendationBlend(settings: settings.blend).answer(asked, from: served, on: &sheet)
        }
    }

    /// Has a bandit choose what stands in a slot.
    ///
    /// - Returns: nil without a slot, in an answer that ends above it, and when what was drawn cannot be shown: then the answer stays
    ///   as it is.
    /// - Throws: `StoreError`.
    private func draw(
        for slot: RunningExperiment.Slot?, into items: inout [BlendedItem], _ asked: BlendQuestion,
        _ served: ServedModels
    ) throws -> Exposure.Drawn? {
        guard let slot, slot.index < items.count else { return nil }
        let number = ThompsonSampling.draw(slot.probabilities, at: chance.draw())
        let arm = slot.arms[number]
        let above = Set(items.prefix(slot.index).map(\.item))
        let found: BlendedItem?
        switch arm.content {
        case .first(let list):
            var alone = asked
            alone.lists = [list: 1]
            found = answer(alone, from: served).first { !above.contains($0.item) && $0.cause != .seen }
        case .product(let sku):
            let item = try store.item(named: sku).map { served.shelf.item($0) }
            found = item.flatMap { item in
                let isShown = served.shelf.isOffered(item, in: asked.category) && !above.contains(item)
                return isShown ? BlendedItem(item: item, score: 0, cause: .popular) : nil
            }
        }
        guard let found else { return nil }
        let length = items.count
        items.removeAll { $0.item == found.item }
        items.insert(found, at: slot.index)
        if items.count > length { items.removeLast() }
        return Exposure.Drawn(
            arm: arm.name, item: found.item, propensity: slot.probabilities[number], due: asked.now + slot.feedback)
    }

    /// What goes with a product.
    ///
    /// - Throws: ``RecommenderError/itemNotFound``; `StoreError`.
    func similar(to name: String, limit: Int) throws -> RecommendationList {
        let served = board.now
        let item = try item(named: name, served)
        let found = sheets.with(itemCount: served.itemCount) { sheet in
            RecommendationBlend(settings: settings.blend).similar(to: item, limit: limit, from: served, on: &sheet)
        }
        return list(found, served)
    }

    /// What is bought together with a product.
    ///
    /// - Throws: ``RecommenderError/itemNotFound``; `StoreError`.
    func together(with name: String, limit: Int) throws -> RecommendationList {
        let served = board.now
        let item = try item(named: name, served)
        return list(
            RecommendationBlend(settings: settings.blend).together(with: item, limit: limit, from: served), served)
    }

    /// What many deal with.
    ///
    /// - Parameter audience: Of this segment, as far as it is known; among all without one.
    func popular(in category: String?, of audience: Audience? = nil, limit: Int) -> RecommendationList {
        let served = board.now
        return chart(served.popular(in: audience), .popular, category, limit, served)
    }

    /// What is dealt with more than before.
    ///
    /// - Parameter audience: Of this segment, as far as it is known; among all without one.
    func trending(in category: String?, of audience: Audience? = nil, limit: Int) -> RecommendationList {
        let served = board.now
        return chart(served.trending(in: audience), .trending, category, limit, served)
    }

    private func chart(
        _ ranking: MergedRanking, _ cause: BlendedItem.Cause, _ category: String?, _ limit: Int, _ served: ServedModels
    ) -> RecommendationList {
        let items = ranking.lazy.filter { served.shelf.isOffered($0.item, in: category) }.prefix(limit)
        return list(items.map { BlendedItem(item: $0.item, score: $0.score, cause: cause) }, served)
    }

    private func item(named name: String, _ served: ServedModels) throws -> UInt32 {
        guard let item = try store.item(named: name) else { throw RecommenderError.itemNotFound }
        return served.shelf.item(item)
    }

    /// What is known of several, who are one person.
    private func profile(of people: [Person], _ shelf: CatalogShelf) throws -> InterestProfile {
        let rules = settings.blend.rules
        var known = InterestProfile()
        for person in people {
            let profile = try store.profile(of: person).renumbered(rules: rules) { shelf.item($0) }
            if known.itemCount == 0 {
                known = profile
            } else {
                for interest in profile.interests { known.take(interest, rules: rules) }
            }
        }
        return known
    }

    private func list(
        _ items: [BlendedItem], _ served: ServedModels, profile: InterestProfile = InterestProfile(),
        fresh: Bool? = nil, shown: ShownVariant? = nil
    ) -> RecommendationList {
        RecommendationList(
            items: items.compactMap { blended in
                served.shelf.entry(blended.item).map { entry in
                    Recommendation(
                        sku: entry.sku, productId: entry.id, title: entry.title, category: entry.category,
                        price: entry.price, score: blended.score,
                        reason: RecommendationReason(blended.cause, served.shelf, profile))
                }
            }, model: served.trained?.version, fresh: fresh, shown: shown)
    }
}
