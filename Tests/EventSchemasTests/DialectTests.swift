import EventSchemas
import MeshCore
import Testing

@Suite("Dialects")
struct DialectTests {
    /// A metaschema without the validation vocabulary.
    static let noValidation = ##"""
        {"$id": "http://localhost/none", "$schema": "https://json-schema.org/draft/2020-12/schema", "$vocabulary": {
           "https://json-schema.org/draft/2020-12/vocab/applicator": true, "https://json-schema.org/draft/2020-12/vocab/core": true,
           "https://example.org/vocab/prices": false}}
        """##
    static let asserting = ##"""
        {"$id": "http://localhost/formats", "$schema": "https://json-schema.org/draft/2020-12/schema", "$vocabulary": {
           "https://json-schema.org/draft/2020-12/vocab/core": true,
           "https://json-schema.org/draft/2020-12/vocab/format-assertion": false}}
        """##
    static let cases = [
        SchemaCase(
            "only the vocabularies of the metaschema count",
            ##"{"$schema": "http://localhost/none", "properties": {"a": {"minimum": 10}, "b": false}}"##,
            valid: [##"{"a": 1}"##], invalid: [##"{"b": 1}"##], documents: ["http://localhost/none": noValidation]),
        SchemaCase(
            "a vocabulary makes formats checks", ##"{"$schema": "http://localhost/formats", "format": "ipv4"}"##,
            valid: [##""127.0.0.1""##], invalid: [##""::""##], documents: ["http://localhost/formats": asserting]),
        SchemaCase(
            "a document is read in its own", ##"{"$ref": "http://localhost/old"}"##, valid: ["[1]"],
            documents: [
                "http://localhost/old": ##"""
                {"$schema": "https://json-schema.org/draft/2019-09/schema", "prefixItems": [{"type": "string"}]}
                """##
            ]),
        SchemaCase(
            "a newer document from draft 7", ##"{"allOf": [{"$ref": "http://localhost/new"}]}"##,
            invalid: [##"{"a": 1}"##],
            dialect: .draft7,
            documents: [
                "http://localhost/new": ##"""
                {"$schema": "https://json-schema.org/draft/2019-09/schema", "dependentRequired": {"a": ["b"]}}
                """##
            ]),
        SchemaCase(
            "an inner resource may have its own",
            ##"""
            {"$schema": "https://json-schema.org/draft/2020-12/schema", "properties": {"a": {"$id": "http://localhost/inner",
             "$schema": "http://json-schema.org/draft-07/schema#", "items": [{"type": "string"}]}}}
            """##, valid: [##"{"a": ["x", 1]}"##], invalid: [##"{"a": [1]}"##]),
    ]

    @Test("are what $schema says, document by document", arguments: cases)
    func dialects(_ schemaCase: SchemaCase) throws { try schemaCase.check() }

    @Test("A metaschema that is not known, or asks for what is not, is an error")
    func unknown() throws {
        let strict =
            ##"{"$schema": "https://json-schema.org/draft/2020-12/schema", "$vocabulary": {"https://example.org/x": true}}"##
        for documents in [[:], ["http://localhost/x": strict]] {
            let schemaCase = SchemaCase("", ##"{"$schema": "http://localhost/x"}"##, documents: documents)
            #expect(throws: SchemaError.self) { try schemaCase.document() }
        }
    }

    @Test(
        "Each metaschema is a schema that takes itself and all others of its dialect", arguments: SchemaDialect.allCases
    )
    func metaschemas(_ dialect: SchemaDialect) throws {
        let metaschema = try #require(Metaschemas.documents[dialect.metaschema])
        let document = try SchemaDocument(metaschema)
        for (uri, other) in Metaschemas.documents where other["$schema"] == metaschema["$schema"] {
            #expect(try document.report(on: other).violations.isEmpty, "\(uri)")
        }
    }

    @Test("A metaschema tells what is wrong with a schema")
    func checks() throws {
        for dialect in SchemaDialect.allCases {
            let document = try SchemaDocument(
                ["$ref": .string(dialect.metaschema)], options: SchemaOptions(dialect: dialect))
            let items: JSONValue = ["properties": ["a": ["minLength": -1]]]
            #expect(try !document.accepts(items))
            #expect(try !document.accepts(["type": "nothing"]))
            #expect(try document.accepts(["type": "object", "properties": ["a": ["minLength": 1]]]))
        }
    }

    @Test(
        "A keyword that is malformed is an error that says where and what",
        arguments: [
            (##"{"type": "thing"}"##, "#/type"), (##"{"minLength": -1}"##, "#/minLength"),
            (##"{"required": "a"}"##, "#/required"),
            (##"{"properties": {"a": {"pattern": "("}}}"##, "#/properties/a/pattern"),
            (##"{"multipleOf": 0}"##, "#/multipleOf"),
            (##"{"items": 3}"##, "#/items"), (##"{"allOf": {}}"##, "#/allOf"), (##"{"anyOf": [1]}"##, "#/anyOf/0"),
            (##"{"enum": 1}"##, "#/enum"), (##"{"uniqueItems": 1}"##, "#/uniqueItems"), ("3", "#"),
            (##"{"patternProperties": {"[": true}}"##, "#/patternProperties"),
        ])
    func malformed(_ schema: String, _ location: String) throws {
        let error = #expect(throws: SchemaError.self) { try SchemaDocument(JSONValue(parsing: schema)) }
        #expect(error?.location == location, "\(String(describing: error))")
    }
}
