import RecommenderAPI
import RecommenderModels

extension RecommendationReason {
    /// Says what put an item into an answer.
    ///
    /// - Parameters:
    ///   - shelf: Has the titles.
    ///   - profile: Says what was done with what the item goes with.
    init(_ cause: BlendedItem.Cause, _ shelf: CatalogShelf, _ profile: InterestProfile) {
        switch cause {
        case .with(let item):
            let kinds = profile.interests.first { $0.item == item }?.kinds ?? []
            if kinds.contains(.purchase) {
                self.init(.bought, item, "because you bought", shelf)
            } else if kinds.contains(.cart) {
                self.init(.inCart, item, "because you chose", shelf)
            } else {
                self.init(.viewed, item, "because you looked at", shelf)
            }
        case .similar(let item): self.init(.similar, item, "goes with", shelf)
        case .like(let item): self.init(.similar, item, "is like", shelf)
        case .newAndLike(let item): self.init(.new, item, "new, and like", shelf)
        case .together(let item): self.init(.together, item, "bought together with", shelf)
        case .seen: self.init(kind: .viewed, text: "you looked at it before")
        case .trending: self.init(kind: .trending, text: "more and more people choose it")
        case .popular: self.init(kind: .popular, text: "many people choose it")
        case .new(let category): self.init(kind: .new, text: "new in \(category)")
        }
    }

    private init(_ kind: Kind, _ item: UInt32, _ words: String, _ shelf: CatalogShelf) {
        // What the catalog has no more is not named.
        guard let entry = shelf.entry(item) else {
            self.init(kind: kind, text: "\(words) something like it")
            return
        }
        self.init(kind: kind, sku: entry.sku, title: entry.title, text: "\(words) \(entry.title)")
    }
}
