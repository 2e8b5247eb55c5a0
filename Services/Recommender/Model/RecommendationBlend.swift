import RecommenderModels

/// One list of several models' lists: fused by rank, held against what may be shown, made diverse, each item with what speaks for
/// it.
struct RecommendationBlend: Sendable {
    let settings: BlendSettings

    /// Where an item comes from, and what a list of it counts.
    enum Source: String, CaseIterable, Sendable {
        case neighbours, linear, factors, sessions, together, content, new, trending, popular

        /// What each counts where nobody says otherwise.
        ///
        /// - Parameter trained: What a training has found.
        static func weights(_ trained: BlendWeights) -> [Source: Double] {
            [
                .neighbours: trained.neighbours, .linear: trained.linear, .factors: trained.factors,
                .sessions: trained.sessions, .together: 0.7, .content: 0.3, .new: 0.3, .trending: 0.2, .popular: 0.2,
            ]
        }
    }

    /// The best items for a question.
    ///
    /// - Parameter sheet: Of at least as many items as the models have; it comes back cleared.
    func answer(_ question: BlendQuestion, from served: ServedModels, on sheet: inout ScoreSheet) -> [BlendedItem] {
        var history = question.profile.history(
            at: question.now, rules: settings.rules, limit: settings.historyLimit)
        let known = Set(question.profile.interests.map(\.item))
        var excluded = question.excluded.union(question.profile.hidden(by: settings.rules))
        if let context = question.context {
            excluded.insert(context)
            history = Self.ending(history, with: context, rules: settings.rules)
        }
        let depth = min(max(question.limit * 3, 30), 300)
        func isNew(_ item: UInt32) -> Bool {
            !known.contains(item) && !excluded.contains(item) && served.shelf.isOffered(item, in: question.category)
        }
        let weights = question.lists ?? Source.weights(served.trained?.models.weights ?? BlendWeights())
        let lists = Source.allCases.filter { weights[$0] ?? 0 > 0 }.map { source in
            (
                source: source,
                items: list(source, history, question, served, depth, on: &sheet, where: isNew)
            )
        }
        let fused = PriceAffinity(history, served.shelf, share: settings.priceShare).rerank(
            RankFusion.fuse(lists.map { (weights[$0.source] ?? 0, $0.items) }).prefix(depth), served.shelf)
        let sources = Dictionary(lists.flatMap { list in list.items.map { ($0.item, list.source) } }) { first, _ in
            first
        }
        let neighbours = served.trained?.models.neighbours
        var chosen = (question.diversity ?? settings.diversity).rerank(fused, count: question.limit) { one, other in
            Self.similarity(one, other, neighbours, served.shelf)
        }.map { ranked in
            BlendedItem(
                item: ranked.item, score: ranked.score,
                cause: cause(of: ranked.item, sources[ranked.item] ?? .popular, history, question, served))
        }
        let newcomers = lists.first { $0.source == .content }?.items ?? []
        makeRoom(for: newcomers, in: &chosen, question.limit) { item in
            cause(of: item, .content, history, question, served)
        }
        fill(&chosen, with: question, known, excluded, served)
        return chosen
    }

    /// Gives the last places of an answer to newcomers, who are always behind what many are known to like.
    private func makeRoom(
        for newcomers: [RankedItem], in chosen: inout [BlendedItem], _ limit: Int,
        cause: (UInt32) -> BlendedItem.Cause
    ) {
        let items = Set(newcomers.map(\.item))
        let there = chosen.count { items.contains($0.item) }
        let have = Set(chosen.map(\.item))
        let missing = newcomers.filter { !have.contains($0.item) }.prefix(
            max(0, Int(Double(limit) * settings.newcomerShare) - there))
        chosen.removeLast(max(0, chosen.count + missing.count - limit))
        let least = chosen.last?.score ?? 0
        chosen += missing.map { BlendedItem(item: $0.item, score: least, cause: cause($0.item)) }
    }

    /// What goes with an item, and nothing else: those that the same people deal with, then those that are like it, then the newest of its
    /// category.
    ///
    /// - Parameter sheet: Of at least as many items as the models have; it comes back cleared.
    func similar(
        to item: UInt32, limit: Int, from served: ServedModels, excluding excluded: Set<UInt32> = [],
        on sheet: inout ScoreSheet
    ) -> [BlendedItem] {
        func mayBeShown(_ other: UInt32) -> Bool {
            other != item && !excluded.contains(other) && served.shelf.isOffered(other)
        }
        var found = (served.trained?.models.neighbours.neighbours(of: item) ?? []).filter { mayBeShown($0.item) }
            .prefix(limit).map { BlendedItem(item: $0.item, score: $0.score, cause: .similar(item)) }
        guard found.count < limit, let category = served.shelf.entry(item)?.category else { return found }
        var have = Set(found.map(\.item))
        let alike = served.content?.recommendations(after: History([item]), count: limit, on: &sheet) {
            mayBeShown($0) && !have.contains($0)
        }
        for other in (alike ?? []).prefix(limit - found.count) where other.score >= settings.likeness {
            found.append(BlendedItem(item: other.item, score: other.score, cause: .like(item)))
            have.insert(other.item)
        }
        for other in served.shelf.newest(in: category) where found.count < limit && !have.contains(other) {
            if mayBeShown(other) { found.append(BlendedItem(item: other, score: 0, cause: .new(category: category))) }
        }
        return found
    }

    /// What is bought together with an item; its score is the confidence.
    func together(with item: UInt32, limit: Int, from served: ServedModels) -> [BlendedItem] {
        (served.trained?.models.baskets.partners(of: item) ?? []).filter { served.shelf.isOffered($0.item) }
            .prefix(limit).map {
                BlendedItem(item: $0.item, score: Double($0.confidence), cause: .together(item))
            }
    }

    private func list(
        _ source: Source, _ history: History, _ question: BlendQuestion, _ served: ServedModels, _ depth: Int,
        on sheet: inout ScoreSheet, where isEligible: (UInt32) -> Bool
    ) -> [RankedItem] {
        switch source {
        case .neighbours:
            served.trained?.models.neighbours.recommendations(
                after: history, count: depth, known: .included, on: &sheet, where: isEligible) ?? []
        case .linear:
            (served.trained?.models.linear?.recommendations(
                after: history, count: depth, known: .included, on: &sheet, where: isEligible) ?? [])
                .filter { $0.score > 0 }
        case .factors:
            served.trained?.models.factors?.recommendations(
                after: history, count: depth, known: .included, on: &sheet, where: isEligible) ?? []
        case .sessions:
            served.trained?.models.sessions?.recommendations(
                after: history, count: depth, known: .included, on: &sheet, where: isEligible) ?? []
        case .together: partners(of: history, served, depth, where: isEligible)
        case .content:
            served.content?.newcomers(
                after: Self.end(of: history), count: depth, atLeast: settings.likeness, on: &sheet,
                where: isEligible) ?? []
        case .new: newcomers(for: history, served, depth, where: isEligible)
        case .trending: Self.first(of: served.trending(in: question.audience), depth, where: isEligible)
        case .popular: Self.first(of: served.popular(in: question.audience), depth, where: isEligible)
        }
    }

    /// What is bought together with what was dealt with last.
    private func partners(
        of history: History, _ served: ServedModels, _ depth: Int, where isEligible: (UInt32) -> Bool
    ) -> [RankedItem] {
        guard let baskets = served.trained?.models.baskets else { return [] }
        var best: [UInt32: Double] = [:]
        for item in history.items.suffix(5) {
            for partner in baskets.partners(of: item) where isEligible(partner.item) {
                best[partner.item] = max(best[partner.item] ?? 0, Double(partner.confidence))
            }
        }
        var top = TopItems(count: depth)
        for (item, score) in best { top.offer(RankedItem(item: item, score: score)) }
        return top.ranked
    }

    /// The newest of the categories that weigh most in a history: what nobody could deal with yet is found by its content.
    private func newcomers(
        for history: History, _ served: ServedModels, _ depth: Int, where isEligible: (UInt32) -> Bool
    ) -> [RankedItem] {
        var weights: [String: Double] = [:]
        for (item, weight) in zip(history.items, history.weights) {
            if let category = served.shelf.entry(item)?.category { weights[category, default: 0] += Double(weight) }
        }
        var found: [RankedItem] = []
        for (category, weight) in weights.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }).prefix(3) {
            found += served.shelf.newest(in: category).filter(isEligible).prefix(depth / 3).enumerated().map {
                RankedItem(item: $0.element, score: weight / Double($0.offset + 1))
            }
        }
        return found.sorted { $0.precedes($1) }
    }

    /// What was seen already comes last, and what is hidden never.
    private func fill(
        _ chosen: inout [BlendedItem], with question: BlendQuestion, _ known: Set<UInt32>, _ excluded: Set<UInt32>,
        _ served: ServedModels
    ) {
        guard chosen.count < question.limit else { return }
        let have = Set(chosen.map(\.item)).union(excluded)
        let seen = question.profile.interests.reversed().map(\.item).filter {
            !have.contains($0) && served.shelf.isOffered($0, in: question.category)
        }
        for item in seen.prefix(question.limit - chosen.count) {
            chosen.append(BlendedItem(item: item, score: 0, cause: .seen))
        }
    }

    private func cause(
        of item: UInt32, _ source: Source, _ history: History, _ question: BlendQuestion, _ served: ServedModels
    ) -> BlendedItem.Cause {
        switch source {
        case .neighbours, .linear, .factors, .sessions:
            let reason = served.trained?.models.neighbours.reasons(for: item, in: history, count: 1).first?.item
            guard let reason = reason ?? history.items.last else { return .popular }
            return reason == question.context ? .similar(reason) : .with(reason)
        case .together:
            let baskets = served.trained?.models.baskets
            let with = history.items.suffix(5).last { known in
                baskets?.partners(of: known).contains { $0.item == item } ?? false
            }
            return with.map { .together($0) } ?? .popular
        case .content:
            guard let like = served.content?.reason(for: item, in: Self.end(of: history)) else { return .popular }
            // What others have dealt with is not new, though models do not know it yet.
            return served.chart.isDealtWith(item)
                ? like == question.context ? .like(like) : .with(like) : .newAndLike(like)
        case .new: return .new(category: served.shelf.entry(item)?.category ?? "")
        case .trending: return .trending
        case .popular: return .popular
        }
    }

    /// What counts for what is looked for by its content: each item has many words.
    private static func end(of history: History) -> History {
        History(Array(history.items.suffix(20)), weights: Array(history.weights.suffix(20)))
    }

    /// A history that ends with what is looked at now.
    private static func ending(_ history: History, with item: UInt32, rules: SignalRules) -> History {
        let weight = Float(max(rules.weights[.view] ?? 1, Double(history.weights.max() ?? 1)))
        return History(history.items + [item], weights: history.weights + [weight])
    }

    private static func first(
        of ranking: MergedRanking, _ count: Int, where isEligible: (UInt32) -> Bool
    ) -> [RankedItem] {
        var found: [RankedItem] = []
        for ranked in ranking where isEligible(ranked.item) {
            found.append(ranked)
            if found.count == count { break }
        }
        return found
    }

    /// As similar as the models say, and half as alike at least when they are of one category.
    private static func similarity(
        _ one: UInt32, _ other: UInt32, _ neighbours: ItemNeighbours?, _ shelf: CatalogShelf
    ) -> Double {
        let told = min(1, max(0, neighbours?.similarity(of: other, to: one) ?? 0))
        guard told < 0.5, let category = shelf.entry(one)?.category, category == shelf.entry(other)?.category else {
            return told
        }
        return 0.5
    }
}
