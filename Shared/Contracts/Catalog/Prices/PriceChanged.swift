package import MeshCore

/// Tells that prices are others now, as a CloudEvent 1.0 in structured JSON (`application/cloudevents+json`).
///
/// It names what changed, not the prices themselves: they depend on who asks, and a quote tells them. An event is told at
/// least once; `id` tells repetitions apart.
package struct PriceChanged: Codable, Sendable, Equatable {
    /// What it is about.
    package enum Subject: String, Codable, Sendable, CaseIterable {
        /// A whole price list.
        case list
        /// Some entries of a price list.
        case entries
        case rule
        /// The own price of a product or of its variants.
        case product
    }

    /// What happened to it.
    package enum Change: String, Codable, Sendable, CaseIterable {
        case created, updated, deleted
        /// Its time has come.
        case began
        /// Its time is over.
        case ended
    }

    /// The event's own part.
    package struct Details: Codable, Sendable, Equatable {
        package var what: Subject
        package var change: Change
        package var priceListId: PriceList.ID?
        package var priceRuleId: String?
        package var productId: Product.ID?
        /// Whose prices are concerned; empty when it may be everything that the list or the rule is about.
        package var skus: [String]

        package init(
            what: Subject, change: Change, priceListId: PriceList.ID? = nil, priceRuleId: String? = nil,
            productId: Product.ID? = nil, skus: [String] = []
        ) {
            self.what = what
            self.change = change
            self.priceListId = priceListId
            self.priceRuleId = priceRuleId
            self.productId = productId
            self.skus = skus
        }
    }

    package static let type = "price.changed"
    package static let source = "/catalog"

    package var specversion = "1.0"
    package var id: String
    package var source = PriceChanged.source
    package var type = PriceChanged.type
    /// The id of the list, the rule or the product.
    package var subject: String
    /// When the prices became others: for what began or ended by itself the moment that was planned.
    package var time: Timestamp
    package var datacontenttype = "application/json"
    package var data: Details

    /// - Parameters:
    ///   - id: Unique among all events of the catalog.
    ///   - details: What changed, with one id at least.
    ///   - time: When the prices became others.
    package init(id: String, _ details: Details, time: Timestamp) {
        self.id = id
        subject =
            details.priceListId?.description ?? details.priceRuleId ?? details.productId?.description
            ?? details.what
            .rawValue
        self.time = time
        data = details
    }

    /// The event as JSON with its members in their order.
    package var json: JSONValue {
        var details: JSONObject = ["what": .string(data.what.rawValue), "change": .string(data.change.rawValue)]
        details["priceListId"] = data.priceListId.map { .string($0.description) }
        details["priceRuleId"] = data.priceRuleId.map { .string($0) }
        details["productId"] = data.productId.map { .string($0.description) }
        details["skus"] = .array(data.skus.map { .string($0) })
        return [
            "specversion": .string(specversion), "id": .string(id), "source": .string(source), "type": .string(type),
            "subject": .string(subject), "time": .string(time.description), "datacontenttype": .string(datacontenttype),
            "data": .object(details),
        ]
    }
}

extension PriceChanged: Described {
    package static let schema = JSONSchema.object(
        "PriceChanged", description: "Tells that prices are others now (CloudEvents 1.0).",
        [
            .required("specversion", .constant("1.0")),
            .required("id", .string(1...128)),
            .required("source", .constant(.string(source))),
            .required("type", .constant(.string(type))),
            .required("subject", .string(1...64)),
            .required("time", PriceFields.moment),
            .required("datacontenttype", .constant("application/json")),
            .required(
                "data",
                .object([
                    .required("what", .enumeration(Subject.self)), .required("change", .enumeration(Change.self)),
                    .optional("priceListId", .id(PriceList.ID.self)), .optional("priceRuleId", PriceFields.ruleID),
                    .optional("productId", .id(Product.ID.self)),
                    .required("skus", .array(of: ProductFields.sku, count: 0...PriceFields.mostChanges)),
                ])),
        ])
}
