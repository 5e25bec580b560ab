// Render a campaign as listmonk does: the same rewriting of tags, the same html/template, and the
// text part parsed as a template of HTML where it holds a tag (models/campaigns.go, 2026-07).
//
// Reads {"body": …, "altbody": …} and writes {"html": …, "text": …, "error": …}.
package main

import (
	"bytes"
	"encoding/json"
	"html/template"
	"os"
	"regexp"
	"strings"
)

var rewrites = []struct {
	pattern *regexp.Regexp
	with    string
}{
	{regexp.MustCompile("{{(\\s+)?TrackLink\\s+?(\"|`)(.+?)(\"|`)(\\s+)?}}"), `{{ TrackLink "$3" . }}`},
	{regexp.MustCompile(`(https?://.+?)@TrackLink`), `{{ TrackLink "$1" . }}`},
	{regexp.MustCompile(`{{(\s+)?(TrackView|UnsubscribeURL|ManageURL|OptinURL|MessageURL)(\s+)?}}`), `{{ $2 . }}`},
}

type subscriber struct{ Email, Name, FirstName string }
type data struct{ Subscriber subscriber }

func link(name string) func(data) string {
	return func(data) string { return "https://lists.example.com/" + name }
}

func render(text string) (string, error) {
	for _, rewrite := range rewrites {
		text = rewrite.pattern.ReplaceAllString(text, rewrite.with)
	}
	functions := template.FuncMap{
		"TrackLink":      func(url string, of data) string { return "https://lists.example.com/link/" + url },
		"TrackView":      func(of data) template.HTML { return "<img src=\"https://lists.example.com/view\">" },
		"UnsubscribeURL": link("unsubscribe"), "ManageURL": link("manage"),
		"OptinURL": link("optin"), "MessageURL": link("message"),
		"Safe": func(html string) template.HTML { return template.HTML(html) },
	}
	parsed, err := template.New("content").Funcs(functions).Parse(text)
	if err != nil {
		return "", err
	}
	var out bytes.Buffer
	err = parsed.Execute(&out, data{subscriber{"reader@example.com", "Ann Reader", "Ann"}})
	return out.String(), err
}

func main() {
	var asked struct{ Body, Altbody string }
	if err := json.NewDecoder(os.Stdin).Decode(&asked); err != nil {
		panic(err)
	}
	answer := map[string]string{"text": asked.Altbody}
	html, err := render(asked.Body)
	answer["html"] = html
	if err == nil && strings.Contains(asked.Altbody, "{{") {
		answer["text"], err = render(asked.Altbody)
	}
	if err != nil {
		answer["error"] = err.Error()
	}
	encoder := json.NewEncoder(os.Stdout)
	encoder.SetEscapeHTML(false)
	encoder.Encode(answer)
}
