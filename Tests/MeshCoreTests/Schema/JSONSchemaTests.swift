import MeshCore
import Testing

private struct Category: Described {
    static let schema = JSONSchema.object(
        "Category",
        [
            .required("name", .string(1...10)),
            .optional("children", .array(of: .reference("Category", to: Category.self))),
        ])
}

private enum Colour: String, CaseIterable {
    case red, green
}

private let product = JSONSchema.object(
    "Product", description: "What is sold.",
    [
        .required("title", .string(1...5)), .required("price", Money.schema),
        .optional("tags", .array(of: .string(), count: 1...2, unique: true)),
        .optional("rating", .number(0...5)), .optional("stock", .integer(0...100)),
        .optional("colour", .enumeration(Colour.self).nullable),
        .optional("attributes", .map(of: .string(), maximumCount: 2)),
        .optional("active", .boolean().defaulting(to: true)),
        .optional("website", .string(format: .uri)), .optional("kind", .constant("book")),
        .optional("at", Timestamp.schema.readOnly),
    ])

private let valid: JSONValue = ["title": "Lamp", "price": ["amount": 1, "currency": "EUR"]]

struct JSONSchemaValidationTests {
    @Test("A valid value has no errors")
    func accepts() {
        let full: JSONValue = [
            "title": "Lämpé", "price": ["amount": 1.0, "currency": "EUR"], "tags": ["a", "b"], "rating": 5, "stock": 0,
            "colour": nil,
            "attributes": ["a": "b"], "active": false, "website": "https://example.com", "kind": "book",
            "at": "2026-11-21T01:02:03Z",
        ]
        #expect(product.validate(valid).isEmpty)
        #expect(product.validate(full).isEmpty)
    }

    @Test(
        "Each broken rule is told with its path and code",
        arguments: [
            ("title", JSONValue.int(1), "title", "type"), ("title", "", "title", "too_short"),
            ("title", "abcdef", "title", "too_long"), ("title", nil, "title", "type"),
            ("price", ["amount": 1.5, "currency": "EUR"], "price.amount", "type"),
            ("price", ["amount": 1, "currency": "eur"], "price.currency", "pattern"),
            ("price", ["amount": 1], "price.currency", "required"), ("price", [], "price", "type"),
            ("tags", [], "tags", "too_few"),
            ("tags", ["a", "b", "c"], "tags", "too_many"), ("tags", ["a", "a"], "tags[1]", "duplicate"),
            ("tags", ["a", 1], "tags[1]", "type"), ("tags", "a", "tags", "type"),
            ("rating", -0.5, "rating", "too_small"), ("rating", 5.5, "rating", "too_large"),
            ("rating", "5", "rating", "type"), ("stock", -1, "stock", "too_small"),
            ("stock", 101, "stock", "too_large"), ("stock", true, "stock", "type"),
            ("colour", "blue", "colour", "not_allowed"), ("attributes", ["a": 1], "attributes.a", "type"),
            ("attributes", ["a": "", "b": "", "c": ""], "attributes", "too_many"), ("active", 1, "active", "type"),
            ("website", "x", "website", "format"),
            ("kind", "film", "kind", "not_allowed"), ("at", "now", "at", "format"),
            ("unknown", 1, "unknown", "unknown_field"),
        ] as [(String, JSONValue, String, String)])
    func refuses(member: String, value: JSONValue, field: String, code: String) {
        var object = valid.objectValue ?? [:]
        object[member] = value
        let errors = product.validate(.object(object))
        #expect(errors.map(\.field) == [field])
        #expect(errors.map(\.code) == [code])
        #expect(errors.allSatisfy { !$0.message.isEmpty })
    }

    @Test("All errors are told at once, and not without end")
    func collects() {
        #expect(product.validate([:]).map(\.field) == ["title", "price"])
        #expect(product.validate(1).map(\.field) == [""])
        #expect(product.validate(1, field: "body").map(\.field) == ["body"])
        let many = JSONObject((0..<100).map { ("x\($0)", .null) })
        #expect(product.validate(.object(many)).count == 32)
        #expect(JSONSchema.array(of: .boolean()).validate(.array(Array(repeating: 1, count: 100))).count == 32)
    }

    @Test("One of several forms must fit, and only one")
    func oneOf() {
        let schema = JSONSchema.oneOf([
            .object([.required("a", .integer())]), .object([.required("b", .integer()), .required("c", .integer())]),
        ])
        #expect(schema.validate(["a": 1]).isEmpty)
        #expect(schema.validate(["b": 1, "c": 2]).isEmpty)
        #expect(schema.validate(["b": 1]).map(\.field) == ["c"])
        #expect(JSONSchema.oneOf([.integer(), .number()]).validate(1).map(\.code) == ["ambiguous"])
        #expect(JSONSchema.oneOf([.string()]).nullable.validate(nil).isEmpty)
    }

    @Test("A schema that contains itself checks every level")
    func recursive() {
        #expect(Category.schema.validate(["name": "a", "children": [["name": "b", "children": []]]]).isEmpty)
        #expect(
            Category.schema.validate(["name": "a", "children": [["name": "b", "children": [["name": ""]]]]]).map(
                \.field) == ["children[0].children[0].name"])
    }

    @Test("The name of a map's member is bounded")
    func longNames() {
        let schema = JSONSchema.map(of: .string())
        let longest = JSONObject([(String(repeating: "x", count: 256), "")])
        #expect(schema.validate(.object(longest)).isEmpty)
        let object = JSONObject([(String(repeating: "x", count: 257), "")])
        #expect(schema.validate(.object(object)).map(\.code) == ["name_too_long"])
    }

    @Test(
        "The names of a map's members follow their rule", arguments: [("", 1), ("a b", 1), ("abcde", 1), ("abcd", 0)])
    func names(name: String, faults: Int) {
        let schema = JSONSchema.map(of: .integer(), names: .string(1...4, pattern: "^[a-z]*$"))
        let errors = schema.validate(.object(JSONObject([(name, 1)])), field: "map")
        #expect(errors.map(\.code) == Array(repeating: "invalid_name", count: faults))
        #expect(errors.allSatisfy { $0.field == "map" })
    }

    @Test("Open objects take what they do not name")
    func open() {
        let schema = JSONSchema.object(additional: .allowed, [.required("a", .any())])
        #expect(schema.validate(["a": nil, "b": 1]).isEmpty)
    }
}

struct JSONSchemaPrintingTests {
    @Test("A named schema is a reference where it is used and stands once under the components")
    func components() throws {
        var components = JSONObject()
        let use = JSONSchema.array(of: product).json(collecting: &components)
        #expect(use == ["type": "array", "items": ["$ref": "#/components/schemas/Product"]])
        #expect(components.names.sorted() == ["Money", "Product"])
        #expect(components["Product"]?["properties"]?["price"] == ["$ref": "#/components/schemas/Money"])
        #expect(components["Product"]?["required"] == ["title", "price"])
        #expect(components["Product"]?["additionalProperties"] == false)
        #expect(components["Product"]?["description"] == "What is sold.")
    }

    @Test("The rules are printed as JSON Schema 2020-12")
    func rules() {
        var components = JSONObject()
        func printed(_ schema: JSONSchema) -> JSONValue { schema.json(collecting: &components) }
        #expect(
            printed(.string(1...5, pattern: "^a")) == [
                "type": "string", "minLength": 1, "maxLength": 5, "pattern": "^a",
            ])
        #expect(printed(.string(0...5)) == ["type": "string", "maxLength": 5])
        #expect(printed(.string(format: .email).nullable) == ["type": ["string", "null"], "format": "email"])
        #expect(printed(.integer(1...2)) == ["type": "integer", "format": "int64", "minimum": 1, "maximum": 2])
        #expect(printed(.integer(1...)) == ["type": "integer", "format": "int64", "minimum": 1])
        #expect(printed(.number(0...1)) == ["type": "number", "minimum": 0.0, "maximum": 1.0])
        #expect(printed(.enumeration(Colour.self)) == ["type": "string", "enum": ["red", "green"]])
        #expect(
            printed(.enumeration(Colour.self).nullable) == [
                "type": ["string", "null"], "enum": ["red", "green", nil],
            ])
        #expect(printed(.constant("x")) == ["const": "x"])
        #expect(
            printed(.array(of: .any(), count: 1...2, unique: true)) == [
                "type": "array", "items": [:], "minItems": 1, "maxItems": 2, "uniqueItems": true,
            ])
        #expect(
            printed(.boolean(description: "d").defaulting(to: true).example(false)) == [
                "description": "d", "type": "boolean", "default": true, "examples": [false],
            ])
        #expect(
            printed(Money.schema.nullable) == ["anyOf": [["$ref": "#/components/schemas/Money"], ["type": "null"]]])
        #expect(printed(Money.schema.readOnly) == ["$ref": "#/components/schemas/Money", "readOnly": true])
        #expect(components["Money"]?["readOnly"] == nil)
        #expect(printed(.oneOf([.integer(), .string()]).nullable)["oneOf"]?.arrayValue?.count == 3)
        #expect(printed(.string().deprecated)["deprecated"] == true)
        #expect(printed(.map(of: .integer()))["additionalProperties"]?["type"] == "integer")
        #expect(printed(.map(of: .integer()))["propertyNames"] == ["maxLength": 256])
        let named = printed(.map(of: .integer(), names: .string(1...4, pattern: "^[a-z]*$")))["propertyNames"]
        #expect(named == ["minLength": 1, "maxLength": 4, "pattern": "^[a-z]*$"])
    }

    @Test("A schema that contains itself is printed and ends")
    func recursive() {
        var components = JSONObject()
        #expect(Category.schema.json(collecting: &components) == ["$ref": "#/components/schemas/Category"])
        #expect(
            components["Category"]?["properties"]?["children"]?["items"] == ["$ref": "#/components/schemas/Category"])
        #expect(Category.schema.json["$defs"]?["Category"] != nil)
    }

    @Test("Names, descriptions and the kinds of Swift's own values")
    func kinds() {
        #expect(JSONSchema.string().named("X").name == "X")
        #expect(JSONSchema.string().describing("y").description == "y")
        #expect([String].schema.validate(["a"]).isEmpty)
        #expect(![Int].schema.validate(["a"]).isEmpty)
        #expect(Bool.schema.validate(true).isEmpty)
        #expect(Double.schema.validate(1.5).isEmpty)
        #expect(JSONValue.schema.validate([1]).isEmpty)
    }
}
