/// What is bought together with each item: of the rules of one item each way, those of an item, the greatest confidence first.
package struct BasketPartners: Sendable {
    /// Another item, and what the baskets say of both.
    package struct Partner: Hashable, Sendable {
        package let item: UInt32
        /// The share of all baskets that have both.
        package let support: Float
        /// The share of the item's baskets that have the other too.
        package let confidence: Float
        /// How many times as often as without it.
        package let lift: Float

        init(item: UInt32, support: Float, confidence: Float, lift: Float) {
            self.item = item
            self.support = support
            self.confidence = confidence
            self.lift = lift
        }
    }

    private var partners: [UInt32: [Partner]] = [:]

    /// Nothing is bought together.
    package init() {}

    /// - Parameters:
    ///   - baskets: The items of each, each item once.
    ///   - settings: Which rules hold often enough; itemsets of more than two items are not looked for.
    ///   - count: How many partners an item keeps.
    /// - Throws: ``ModelError``.
    package init(_ baskets: [[UInt32]], settings: BasketSettings, count: Int) throws(ModelError) {
        let pairs = try BasketSettings(
            minimumSupport: settings.minimumSupport, minimumConfidence: settings.minimumConfidence, longestItemset: 2,
            itemsetLimit: settings.itemsetLimit)
        for rule in try FrequentPatterns(baskets, settings: pairs).rules(pairs) where rule.lift > 1 {
            partners[rule.antecedent[0], default: []].append(
                Partner(
                    item: rule.consequent[0], support: Float(rule.support), confidence: Float(rule.confidence),
                    lift: Float(rule.lift)))
        }
        for item in partners.keys {
            partners[item]?.sort { ($1.confidence, $1.lift, $0.item) < ($0.confidence, $0.lift, $1.item) }
            if let known = partners[item], known.count > count { partners[item] = Array(known.prefix(count)) }
        }
    }

    /// The best first; none for an item that is not in enough baskets.
    package func partners(of item: UInt32) -> [Partner] { partners[item] ?? [] }

    /// How many items have partners.
    package var itemCount: Int { partners.count }

    /// Writes them, items in ascending order.
    package func write(to writer: inout PackedWriter) {
        writer.write(UInt32(partners.count))
        for (item, known) in partners.sorted(by: { $0.key < $1.key }) {
            writer.write(item)
            writer.write(known.map(\.item))
            writer.write(known.flatMap { [$0.support, $0.confidence, $0.lift] })
        }
    }

    /// Reads what ``write(to:)`` has written.
    ///
    /// - Throws: ``ModelError/unreadable``.
    package init(from reader: inout PackedReader) throws(ModelError) {
        for _ in 0..<(try reader.read(UInt32.self)) {
            let item = try reader.read(UInt32.self)
            let items = try reader.readNumbers()
            let shares = try reader.readFloats()
            guard shares.count == items.count * 3 else { throw .unreadable }
            partners[item] = items.enumerated().map { place, other in
                Partner(
                    item: other, support: shares[place * 3], confidence: shares[place * 3 + 1],
                    lift: shares[place * 3 + 2])
            }
        }
    }
}
