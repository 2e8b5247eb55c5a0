package import MeshCore

/// Where goods or an invoice go.
package struct Address: Codable, Sendable, Equatable {
    package var name: String
    package var company: String?
    package var line1: String
    package var line2: String?
    package var postalCode: String
    package var city: String
    package var region: String?
    /// A code of ISO 3166-1, two letters.
    package var country: String
    package var phone: String?

    package init(
        name: String, company: String? = nil, line1: String, line2: String? = nil, postalCode: String, city: String,
        region: String? = nil, country: String, phone: String? = nil
    ) {
        self.name = name
        self.company = company
        self.line1 = line1
        self.line2 = line2
        self.postalCode = postalCode
        self.city = city
        self.region = region
        self.country = country
        self.phone = phone
    }
}

extension Address: Described {
    package static let schema = JSONSchema.object(
        "Address", description: "Where goods or an invoice go.",
        [
            .required("name", OrdersFields.text(1...100).example("Ada Example")),
            .optional("company", OrdersFields.optionalText(100)),
            .required("line1", OrdersFields.text(1...200, "Street and number.").example("Musterweg 1")),
            .optional("line2", OrdersFields.optionalText(200)),
            .required("postalCode", OrdersFields.text(1...16).example("10115")),
            .required("city", OrdersFields.text(1...100).example("Berlin")),
            .optional("region", OrdersFields.optionalText(100)),
            .required("country", OrdersFields.country),
            .optional("phone", OrdersFields.optionalText(32)),
        ])
}
