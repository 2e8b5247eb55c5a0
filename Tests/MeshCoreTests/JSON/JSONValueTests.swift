import Foundation
import MeshCore
import Testing

struct JSONValueTests {
    @Test("What is written reads back, in one line and in many")
    func roundTrip() throws {
        let value: JSONValue = [
            "text": "quote \" backslash \\ slash / tab \t bell \u{7} é 😀", "numbers": [0, -1, 1.5, 1e300, .int(.min)],
            "flags": [true, false, nil],
            "empty": [[:], []],
        ]
        #expect(try JSONValue(parsing: value.description) == value)
        #expect(try JSONValue(parsing: value.prettyPrinted) == value)
    }

    @Test("The compact text has no spaces, the pretty one a line for each member")
    func layouts() {
        let value: JSONValue = ["b": [1, ["x": "\u{1F}"]], "a": [:]]
        #expect(value.description == #"{"b":[1,{"x":"\u001f"}],"a":{}}"#)
        #expect(
            value.prettyPrinted
                == "{\n  \"b\": [\n    1,\n    {\n      \"x\": \"\\u001f\"\n    }\n  ],\n  \"a\": {}\n}\n")
    }

    @Test("Objects keep their order and are equal without regard to it")
    func order() {
        let one: JSONValue = ["a": 1, "b": 2]
        let other: JSONValue = ["b": 2, "a": 1]
        #expect(one == other)
        #expect(one.hashValue == other.hashValue)
        #expect(other.objectValue?.names == ["b", "a"])
        #expect(one != ["a": 1])
        #expect(one != ["a": 1, "c": 2])
    }

    @Test(
        "Objects of few and of many members are found, changed and removed by their names", arguments: [3, 16, 17, 200])
    func members(count: Int) {
        var object = JSONObject((0..<count).map { ("name \($0)", .int(Int64($0))) })
        let other = JSONObject((0..<count).reversed().map { ("name \($0)", .int(Int64($0))) })
        #expect(object == other && object.hashValue == other.hashValue && object.count == count)
        for number in 0..<count { #expect(object["name \(number)"] == .int(Int64(number))) }
        #expect(object["name"] == nil && object["name \(count)"] == nil)
        object["name 1"] = nil
        object["none"] = nil
        object["name 0"] = "zero"
        object["last"] = true
        #expect(object.count == count && object["name 1"] == nil && object["name 2"] == 2)
        #expect(object.names.first == "name 0" && object.names.last == "last" && object["name 0"] == "zero")
        #expect(object["last"] == true && object[exactly: "last"] == true && object != other)
        #expect(JSONObject([("a", 1), ("b", 2), ("a", 3)]).map(\.value) == [3, 2])
    }

    @Test("Members and elements are reached by name and position")
    func access() {
        let value: JSONValue = ["list": [1, 2.5, "x", true, nil], "whole": 3.0]
        #expect(value["list"]?[0]?.intValue == 1)
        #expect(value["list"]?[1]?.doubleValue == 2.5)
        #expect(value["list"]?[1]?.intValue == nil)
        #expect(value["list"]?[2]?.stringValue == "x")
        #expect(value["list"]?[3]?.boolValue == true)
        #expect(value["list"]?[5] == nil)
        #expect(value["list"]?[-1] == nil)
        #expect(value["whole"]?.intValue == 3)
        #expect(value["none"] == nil)
        #expect(JSONValue.null["x"] == nil)
        #expect(value["list"]?.arrayValue?.count == 5)
    }

    @Test(
        "A merge patch does what RFC 7396's table says",
        arguments: [
            (#"{"a":"b"}"#, #"{"a":"c"}"#, #"{"a":"c"}"#), (#"{"a":"b"}"#, #"{"b":"c"}"#, #"{"a":"b","b":"c"}"#),
            (#"{"a":"b"}"#, #"{"a":null}"#, "{}"),
            (#"{"a":"b","b":"c"}"#, #"{"a":null}"#, #"{"b":"c"}"#), (#"{"a":["b"]}"#, #"{"a":"c"}"#, #"{"a":"c"}"#),
            (#"{"a":"c"}"#, #"{"a":["b"]}"#, #"{"a":["b"]}"#),
            (#"{"a":{"b":"c"}}"#, #"{"a":{"b":"d","c":null}}"#, #"{"a":{"b":"d"}}"#),
            (#"{"a":[{"b":"c"}]}"#, #"{"a":[1]}"#, #"{"a":[1]}"#),
            (#"["a","b"]"#, #"["c","d"]"#, #"["c","d"]"#), (#"{"a":"b"}"#, #"["c"]"#, #"["c"]"#),
            (#"{"a":"foo"}"#, "null", "null"), (#"{"a":"foo"}"#, #""bar""#, #""bar""#),
            (#"{"e":null}"#, #"{"a":1}"#, #"{"e":null,"a":1}"#), ("[1,2]", #"{"a":"b","c":null}"#, #"{"a":"b"}"#),
            ("{}", #"{"a":{"bb":{"ccc":null}}}"#, #"{"a":{"bb":{}}}"#),
        ])
    func mergePatch(original: String, patch: String, result: String) throws {
        #expect(
            try JSONValue(parsing: original).merging(patch: JSONValue(parsing: patch)) == JSONValue(parsing: result))
    }

    @Test("It is coded like any other value")
    func codable() throws {
        let value: JSONValue = ["a": [1, 2.5, "x", true, nil, ["b": .int(.max)]]]
        let data = try JSONEncoder().encode(value)
        #expect(try JSONDecoder().decode(JSONValue.self, from: data) == value)
        #expect(try JSONValue(parsing: data) == value)
    }
}
