/// The columns of a processed row, in the order in which a row is written.
package enum RowColumn: Int, Hashable, Sendable, CaseIterable {
    case rulesVersion, row, rowKind, eventId, source, site, tracker, kind, name
    case occurredAt, receivedAt
    case visitorBasis, visitor, earlierVisitor, user, trackerSession, traffic, consent
    case host, path, query, title
    case referrerHost, referrerPath
    case utmSource, utmMedium, campaign, campaignId, term, content, clickId
    case trafficSource, trafficMedium, channel
    case browser, browserVersion, os, osVersion, device, language, screen
    case country, region, city
    case revenue, currency, orderId
    case itemSku, itemName, itemCategory, itemBrand, itemVariant, itemPrice, itemQuantity
    case relatedId

    /// The column's name in JSON and in conditions.
    package var name: String { "\(self)" }

    /// The columns by their names.
    static let named: [String: RowColumn] = Dictionary(uniqueKeysWithValues: allCases.map { ($0.name, $0) })

    /// Columns whose text may hold what people wrote or were called.
    static let scrubbed: [RowColumn] = [
        .name, .path, .title, .referrerPath, .utmSource, .utmMedium, .campaign, .campaignId, .term, .content, .orderId,
        .itemName, .itemCategory,
    ]
}
