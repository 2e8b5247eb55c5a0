import MeshCore
import Testing

@testable import StatesLanguage

@Suite("A result is written where its path says")
struct ReferencePathTests {
    @Test(
        "Members are replaced and made, elements replaced",
        arguments: [
            ("$", #"{"a":1}"#, "9"), ("$.a", #"{"a":1,"b":2}"#, #"{"a":9,"b":2}"#),
            ("$.c", #"{"a":1}"#, #"{"a":1,"c":9}"#),
            ("$.x.y.z", #"{"x":{"k":1}}"#, #"{"x":{"k":1,"y":{"z":9}}}"#), ("$['x y']", "{}", #"{"x y":9}"#),
            ("$.l[1]", #"{"l":[1,2]}"#, #"{"l":[1,9]}"#), ("$[0].a", #"[{"b":1}]"#, #"[{"b":1,"a":9}]"#),
        ])
    func writes(path: String, document: String, expected: String) throws {
        let changed = try ReferencePath(path).write(9, into: JSONValue(parsing: document))
        #expect(changed.description == expected)
    }

    @Test(
        "What cannot hold the place is a conflict",
        arguments: [
            ("$.someTaskResult", #""input1""#), ("$.a.b", #"{"a":[1]}"#), ("$.l[2]", #"{"l":[1,2]}"#), ("$[0]", "{}"),
            ("$.a.b", #"{"a":null}"#),
        ])
    func conflicts(path: String, document: String) throws {
        let failure = try #require(throws: TemplateFailure.self) {
            try ReferencePath(path).write(9, into: JSONValue(parsing: document))
        }
        #expect(failure.error == "States.ReferencePathConflict")
        #expect(failure.message == "Unable to apply ReferencePath \(path) to input \(document)")
    }

    @Test(
        "A path that may name several places is no reference",
        arguments: [
            "$.a[*]", "$..a", "$.a[0,1]", "$.a[0:1]", "$.a[?(@.b)]", "$.a.length()", "$['a','b']", "$.a[-1]", "a",
            "$$.a",
        ])
    func refused(path: String) {
        #expect(throws: PathSyntaxError.self) { try ReferencePath(path) }
    }
}
